"""Complaints: from the first word to money, paper and the monthly table."""
