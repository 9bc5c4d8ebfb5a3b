"""Looks at deadlines."""
