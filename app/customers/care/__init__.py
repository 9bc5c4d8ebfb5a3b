"""Those who look after a customer: who they are, who names them, and what they report (C-22)."""
