"""Imports: read, check, show, apply as a whole, undo as a whole."""
