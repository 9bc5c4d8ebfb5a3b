"""Verbs of sign-ins, sessions, roles and the first start."""
