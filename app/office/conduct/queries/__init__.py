"""Looks at conduct: cases, base points and bonuses, deductions by month."""
