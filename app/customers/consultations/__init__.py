"""What customers come to have done, and how far it is."""
