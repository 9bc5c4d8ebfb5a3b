"""Major changes at customers."""
