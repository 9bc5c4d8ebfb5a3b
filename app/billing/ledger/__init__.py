"""The account's ledger (用户台账)."""
