"""Remedies in the books."""
