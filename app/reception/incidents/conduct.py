"""The rules of reception that somebody can break, for the conduct ledger: proposals, never an effect (X-06)."""

from __future__ import annotations

from app.domain.text import Text
from app.office.conduct.kinds import ConductRule
from app.office.conduct.words import CORRECTION
from app.reception.incidents.rules import AFTER_BULLETIN, BROKE_OFF, LEFT_FOR_TOOLS, PICKING, REFUSING


def rules() -> list[ConductRule]:
    """R-10, R-11, R-14 and R-15; the office itself brings R-28, R-29 and R-151 (hook `conduct_rules`)."""
    return [
        ConductRule(LEFT_FOR_TOOLS, Text("Leaving a reception to fetch tools or papers"), "R-10", CORRECTION),
        ConductRule(
            AFTER_BULLETIN,
            Text("Mistake in what the bulletin said"),
            "R-11",
            CORRECTION,
            note=Text("Not having been told is no excuse."),
        ),
        ConductRule(PICKING, Text("Choosing among customers, cold reception"), "R-14", CORRECTION),
        ConductRule(REFUSING, Text("Refusing an assigned customer"), "R-14", CORRECTION),
        ConductRule(BROKE_OFF, Text("Breaking a reception off for another customer"), "R-15", CORRECTION),
    ]
