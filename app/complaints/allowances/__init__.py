"""Allowances granted for complaints."""
