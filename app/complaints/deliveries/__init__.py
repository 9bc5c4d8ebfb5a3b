"""What was ordered and delivered, with the customer's excess ratio."""
