"""Requests to read the files of customers."""
