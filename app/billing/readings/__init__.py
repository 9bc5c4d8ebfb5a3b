"""The reading month: plan, readings, what is held."""
