"""By when a customer is visited again after his complaint was answered (K-67)."""

from __future__ import annotations

from app.complaints.answers.policy import AnswerPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

RETURN_VISIT = "answers.return_visit"


def rules() -> list[DeadlineRule]:
    """The return visit after a complaint (hook `deadline_rules`)."""
    return [
        DeadlineRule(
            RETURN_VISIT,
            Text("Return visit after a complaint"),
            Text("Return visit after complaint %(number)s: %(matter)s"),
            lambda day: Term(policy.of(AnswerPolicy, on=day).visit_days, Unit.WORKING),
            counts_arrival=False,
            row="K-67",
        )
    ]
