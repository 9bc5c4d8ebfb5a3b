"""Incidents, violations, proposed and decided sanctions, deductions and their instalments."""
