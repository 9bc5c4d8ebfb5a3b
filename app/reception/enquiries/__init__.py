"""First-asked responsibility: who was asked first owns the matter."""
