"""By when an arbitration is carried out."""

from __future__ import annotations

from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import ABOVE, POSITION, RESPONSIBLE, DeadlineRule, Rung, Term

DONE = "disputes.done"
LADDER = (Rung(-1, RESPONSIBLE), Rung(0, RESPONSIBLE), Rung(1, f"{POSITION}office_head", slip=True), Rung(2, ABOVE))


def rules() -> list[DeadlineRule]:
    """What the office arbitrated is carried out by its day, and the office watches it (hook `deadline_rules`, K-78)."""
    return [
        DeadlineRule(
            DONE,
            Text("Arbitration to be carried out"),
            Text("Carry out what the office arbitrated: %(number)s, %(matter)s"),
            lambda _day: Term(10, Unit.WORKING),
            LADDER,
            counts_arrival=False,
            row="K-78",
        )
    ]
