"""By when what a customer asked is answered (C-94)."""

from __future__ import annotations

from app.customers.correspondence.policy import CorrespondencePolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

ANSWER = "correspondence.answer"


def rules() -> list[DeadlineRule]:
    """The answer to what was asked in a letter, a call or a meeting (hook `deadline_rules`, C-94)."""
    return [
        DeadlineRule(
            ANSWER,
            Text("Answer to a customer"),
            Text("Report back to %(customer)s (%(number)s): %(asked)s"),
            lambda day: Term(policy.of(CorrespondencePolicy, on=day).answer_days, Unit.WORKING),
            most_extra=policy.of(CorrespondencePolicy).most_extra,
            row="C-94",
        )
    ]
