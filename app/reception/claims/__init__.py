"""Who receives whom and why, and to whom a customer belongs."""
