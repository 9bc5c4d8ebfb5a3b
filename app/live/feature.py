"""Live screens: a change made at one desk stands on every other screen at once."""

from app.web.feature import Feature

FEATURE = Feature(package="app.live")
