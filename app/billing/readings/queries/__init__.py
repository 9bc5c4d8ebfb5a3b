"""Looking at plans, readings and what is held."""
