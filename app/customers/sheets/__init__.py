"""Customers in sheets: imported and exported."""
