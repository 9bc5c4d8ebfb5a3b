"""Public screens and what they call out."""
