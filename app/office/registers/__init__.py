"""Registers: lines that never change, with corrections beside them."""
