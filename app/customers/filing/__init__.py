"""What must be in the file by when."""
