"""The looks at registers, days, minutes and the call list."""
