"""What is decided about a complaint, by whom."""
