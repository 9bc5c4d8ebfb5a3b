"""Complaints counted: the monthly table, causes, what is overdue."""
