"""Printable forms: shown, printed, counted, kept."""
