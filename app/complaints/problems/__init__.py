"""The problems of the day, sorted."""
