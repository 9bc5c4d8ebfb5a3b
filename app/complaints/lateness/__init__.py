"""Stages that took too long, and why."""
