"""What is written and said between the office and its customers."""
