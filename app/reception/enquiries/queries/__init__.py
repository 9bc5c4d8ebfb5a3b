"""Looks at enquiries."""
