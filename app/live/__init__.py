"""Live screens: a change made at one desk stands on every other screen at once."""
