"""Who owes what: debts, allocations and prepaid money."""
