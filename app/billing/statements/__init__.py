"""Settlement slips (气费结算单): run, posting, delivery, reversal."""
