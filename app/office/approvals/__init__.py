"""Who decides on what: the matrix of chains, requests and their decisions."""
