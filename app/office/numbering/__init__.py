"""Numbers of papers and things: one counter for each scope and period."""
