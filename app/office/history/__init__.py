"""Who did what: every deed leaves an entry that nobody can change."""
