"""Questions that nobody could answer, and incidents on the floor."""
