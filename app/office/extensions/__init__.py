"""Asking for more time on a deadline."""
