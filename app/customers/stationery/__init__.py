"""Blank contracts."""
