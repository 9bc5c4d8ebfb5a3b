"""Where the gas month stands."""
