"""Customers who may be one."""
