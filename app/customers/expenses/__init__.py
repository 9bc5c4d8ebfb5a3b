"""Expenses for customers, checked against the register."""
