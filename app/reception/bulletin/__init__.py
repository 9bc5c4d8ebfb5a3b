"""The morning bulletin."""
