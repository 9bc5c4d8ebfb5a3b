"""Verbs of hand-overs."""
