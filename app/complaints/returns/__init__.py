"""Goods that customers send back."""
