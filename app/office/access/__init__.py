"""Signing in and out, roles and rights."""
