"""Positions, who holds them, and who stands above whom."""
