"""Customers and everything that belongs to looking after them."""
