"""Who bears a loss."""
