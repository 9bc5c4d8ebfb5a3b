"""Customers handed over when somebody leaves, is away long or is transferred."""
