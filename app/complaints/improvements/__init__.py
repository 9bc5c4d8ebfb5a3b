"""What is changed so that it does not happen again."""
