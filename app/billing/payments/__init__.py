"""Payments at the counter and from the bank."""
