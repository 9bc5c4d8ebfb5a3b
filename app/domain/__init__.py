"""The law of the office as pure functions and values: standard library only, no database, no web, no clock."""
