"""The verbs of conduct: record, propose, decide, appeal; points and bonuses; settle a month."""
