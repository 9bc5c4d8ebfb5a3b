"""By when a unit answers an abnormality slip (K-02)."""

from __future__ import annotations

from app.complaints.abnormalities.policy import AbnormalityPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

ANSWER = "abnormalities.answer"


def rules() -> list[DeadlineRule]:
    """The answer to an abnormality slip (hook `deadline_rules`)."""
    return [
        DeadlineRule(
            ANSWER,
            Text("Answer to an abnormality slip"),
            Text("Abnormality slip %(number)s to %(department)s: %(what)s"),
            lambda day: Term(policy.of(AbnormalityPolicy, on=day).answer_days, Unit.WORKING),
            counts_arrival=False,
            row="K-02",
        )
    ]
