"""The customer and his file."""
