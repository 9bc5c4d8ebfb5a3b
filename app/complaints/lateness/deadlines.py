"""By when a department answers why its stage was late (K-29)."""

from __future__ import annotations

from app.complaints.lateness.policy import LatenessPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

ANSWER = "lateness.answer"


def rules() -> list[DeadlineRule]:
    """The answer to an enquiry slip (hook `deadline_rules`)."""
    return [
        DeadlineRule(
            ANSWER,
            Text("Answer to an enquiry slip"),
            Text("Enquiry slip %(number)s: why stage %(stage)s of complaint %(complaint)s was late"),
            lambda day: Term(policy.of(LatenessPolicy, on=day).answer_days, Unit.WORKING),
            row="K-29",
        )
    ]
