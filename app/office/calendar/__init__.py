"""Working days, holidays and office hours."""
