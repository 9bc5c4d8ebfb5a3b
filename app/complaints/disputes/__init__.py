"""Cases between departments that cannot agree."""
