"""What the customer is told, and whether he accepts it."""
