"""The pages on which history is read."""
