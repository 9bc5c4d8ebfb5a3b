"""The deadline of whoever is asked to decide (hook `deadline_rules`)."""

from __future__ import annotations

from datetime import date

from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.approvals.policy import ApprovalPolicy
from app.office.deadlines.kinds import ABOVE, RESPONSIBLE, DeadlineRule, Rung, Term
from app.office.policy import queries as policy

DECISION = "approvals.decision"


def rules() -> list[DeadlineRule]:
    """The one rule of this feature."""
    return [
        DeadlineRule(
            DECISION,
            Text("Decision on a request"),
            Text("Decide on %(number)s: %(title)s"),
            _term,
            ladder=(Rung(0, RESPONSIBLE), Rung(1, ABOVE)),
            opens_task=False,
            row="O-02",
        )
    ]


def _term(day: date) -> Term:
    return Term(policy.of(ApprovalPolicy, on=day).decision_days, Unit.WORKING)
