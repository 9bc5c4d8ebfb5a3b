"""What a complaint cost."""
