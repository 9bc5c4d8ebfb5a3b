"""By when the report of a failure and the contact slip that follows are there."""

from __future__ import annotations

from datetime import date

from app.complaints.failures.policy import FailurePolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

REPORT, SLIP = "failures.report", "failures.slip"


def rules() -> list[DeadlineRule]:
    """The analysis report after the end (K-76), the slip after the solution (K-77) (hook `deadline_rules`)."""
    return [
        DeadlineRule(
            REPORT,
            Text("Analysis report of a failure"),
            Text("Write the analysis report of failure %(number)s"),
            _report,
            most_extra=policy.of(FailurePolicy).most_extra,
            row="K-76",
        ),
        DeadlineRule(
            SLIP,
            Text("Contact slip after an urgent solution"),
            Text("Hand in the work-contact slip of failure %(number)s"),
            _slip,
            row="K-77",
        ),
    ]


def _report(day: date) -> Term:
    return Term(policy.of(FailurePolicy, on=day).report_days, Unit.WORKING)


def _slip(day: date) -> Term:
    return Term(policy.of(FailurePolicy, on=day).slip_days, Unit.WORKING)
