"""The papers of customers, with their days."""
