"""Major failures, and what was learnt from them."""
