"""The visitors of the day, from the door to the door."""
