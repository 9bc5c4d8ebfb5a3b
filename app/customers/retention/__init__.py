"""How long files are kept, and how personal data is erased."""
