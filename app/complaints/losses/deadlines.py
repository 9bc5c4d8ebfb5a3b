"""By when a loss is fixed."""

from __future__ import annotations

from datetime import date

from app.complaints.losses.policy import LossPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import RESPONSIBLE, DeadlineRule, Rung, Term
from app.office.policy import queries as policy

RESALE = "losses.resale"


def rules() -> list[DeadlineRule]:
    """The fixing of a loss once the time to resell is over (hook `deadline_rules`, K-40).

    Each loss has its own term: what its route gives to resell, and some days to count. No slip is written: a loss
    that waits holds up neither customer nor case (D-35).
    """
    return [
        DeadlineRule(
            RESALE,
            Text("Loss of a complaint to be fixed"),
            Text("Fix the loss of complaint %(number)s: the goods could be resold until %(until)s"),
            _term,
            ladder=(Rung(0, RESPONSIBLE), Rung(3, RESPONSIBLE)),
            counts_arrival=False,
            row="K-40",
        )
    ]


def _term(day: date) -> Term:
    return Term(policy.of(LossPolicy, on=day).fix_days, Unit.CALENDAR)
