"""Joint inspections on site, and what they report."""
