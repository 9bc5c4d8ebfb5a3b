"""Admission of customers: opening an account, suspension, disqualification."""
