"""Contracts with customers."""
