"""By when a complaint is done with, and each of its stages: the rules of its clocks."""

from __future__ import annotations

from datetime import date

from app.complaints.cases.policy import ComplaintPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

WHOLE, STAGE, QUANTITY = "complaints.whole", "complaints.stage", "complaints.quantity"
CLOCKS = (WHOLE, STAGE)
EXTENSION = "complaints.extension"


def rules() -> list[DeadlineRule]:
    """The whole (K-26, K-58), each stage (K-27), and the quantity that was not known (K-11) (hook `deadline_rules`).

    Every complaint gives the terms of its route and severity; the whole may last as long as the limit says with
    extensions, by A-23. An overdue clock urges the department that holds the stage with a slip (K-28).
    """
    found = policy.of(ComplaintPolicy)
    return [
        DeadlineRule(
            WHOLE,
            Text("Complaint as a whole"),
            Text("Complaint %(number)s: %(matter)s"),
            _unset,
            most_extra=found.most_extra,
            extension_matter=EXTENSION,
            opens_task=False,
            row="K-26",
        ),
        DeadlineRule(
            STAGE,
            Text("Stage of a complaint"),
            Text("Complaint %(number)s, %(stage)s at %(department)s: %(matter)s"),
            _unset,
            most_extra=found.most_extra,
            extension_matter=EXTENSION,
            row="K-27",
        ),
        DeadlineRule(
            QUANTITY,
            Text("Quantity that is not yet known"),
            Text("Complaint %(number)s, quantity being processed by the customer: ask and enter it"),
            lambda day: Term(policy.of(ComplaintPolicy, on=day).quantity_days, Unit.CALENDAR),
            most_extra=found.most_extra,
            row="K-11",
        ),
    ]


def _unset(_day: date) -> Term:
    """The term where none is given; the verbs of cases always give that of the route."""
    return Term(1, Unit.WORKING)
