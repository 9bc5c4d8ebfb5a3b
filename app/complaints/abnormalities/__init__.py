"""Abnormalities without a loss."""
