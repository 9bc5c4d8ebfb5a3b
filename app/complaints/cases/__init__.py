"""Complaints of customers, stage by stage."""
