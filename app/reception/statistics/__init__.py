"""What visitors, calls and deals came to."""
