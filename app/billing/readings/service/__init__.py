"""The verbs of the reading month."""
