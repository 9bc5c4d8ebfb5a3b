"""Appointments and expected visitors."""
