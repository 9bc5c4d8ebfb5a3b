"""Customers whom staff or the company refer."""
