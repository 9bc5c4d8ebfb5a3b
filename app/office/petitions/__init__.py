"""Petitions (签呈): the free form of a request for a decision."""
