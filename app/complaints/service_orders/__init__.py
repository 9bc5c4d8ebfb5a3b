"""Repairs that customers ask for."""
