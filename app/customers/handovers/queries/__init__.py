"""Looks at hand-overs."""
