"""The office's rules as a book: proposals of changes, versions, the rule sheet."""
