"""Gas meters and where and when each was installed."""
