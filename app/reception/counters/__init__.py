"""What visitors come for, and the desks that they are called to."""
