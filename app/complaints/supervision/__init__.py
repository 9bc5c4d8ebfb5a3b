"""How well service is done, as the business department sees it."""
