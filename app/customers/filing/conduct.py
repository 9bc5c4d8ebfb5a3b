"""The rule of filing that somebody can break, for the conduct ledger: a proposal, never an effect (C-14, X-06)."""

from __future__ import annotations

from app.domain.text import Text
from app.office.conduct.kinds import ConductRule

NOT_COOPERATING = "filing.not_cooperating"


def rules() -> list[ConductRule]:
    """C-14 (hook `conduct_rules`)."""
    return [
        ConductRule(
            NOT_COOPERATING,
            Text("Filing late and not cooperating after several reminders"),
            "C-14",
            note=Text("For the KPI assessment at the end of the month; nothing is deducted by itself."),
        )
    ]
