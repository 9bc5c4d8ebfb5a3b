"""Tickets with the number, and their printers."""
