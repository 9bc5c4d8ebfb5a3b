"""By when a measure is done."""

from __future__ import annotations

from datetime import date

from app.complaints.improvements.policy import ImprovementPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import HEAD, RESPONSIBLE, DeadlineRule, Rung, Term
from app.office.policy import queries as policy

DUE = "improvements.due"


def rules() -> list[DeadlineRule]:
    """The measure, due on the day agreed for it, as a task of whoever does it (hook `deadline_rules`, K-08, K-30)."""
    return [
        DeadlineRule(
            DUE,
            Text("Improvement after a complaint"),
            Text("Improvement after complaint %(number)s, %(block)s: %(words)s"),
            _term,
            ladder=(Rung(-1, RESPONSIBLE), Rung(0, RESPONSIBLE), Rung(1, HEAD)),
            counts_arrival=False,
            row="K-08",
        )
    ]


def _term(day: date) -> Term:
    return Term(policy.of(ImprovementPolicy, on=day).due_days, Unit.CALENDAR)
