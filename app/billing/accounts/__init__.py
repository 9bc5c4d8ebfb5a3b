"""Gas accounts (燃气账户): who is supplied where, for what use."""
