"""Positions, who holds them, and who stands above whom."""

from app.web.feature import Feature

FEATURE = Feature(
    package="app.office.positions",
)
