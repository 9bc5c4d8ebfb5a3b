"""The looks at blank contracts."""
