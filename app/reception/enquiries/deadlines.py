"""By when an enquiry is answered."""

from __future__ import annotations

from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy
from app.reception.enquiries.policy import EnquiryPolicy

ANSWER = "enquiries.answer"


def rules() -> list[DeadlineRule]:
    """The answer to an enquiry that was not finished at once (hook `deadline_rules`, R-148)."""
    return [
        DeadlineRule(
            ANSWER,
            Text("Answer to an enquiry"),
            Text("Enquiry %(number)s: %(matter)s"),
            lambda day: Term(policy.of(EnquiryPolicy, on=day).answer_days, Unit.WORKING),
            most_extra=policy.of(EnquiryPolicy).most_extra,
            row="R-148",
        )
    ]
