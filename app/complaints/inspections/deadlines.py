"""By when an inspection is reported to the general manager."""

from __future__ import annotations

from datetime import date

from app.complaints.inspections.policy import InspectionPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

REPORT = "inspections.report"


def rules() -> list[DeadlineRule]:
    """The report on an inspection (hook `deadline_rules`, K-13)."""
    return [
        DeadlineRule(
            REPORT,
            Text("Report on a joint inspection"),
            Text("Inspection %(number)s: report to the general manager on %(place)s"),
            _term,
            counts_arrival=False,
            row="K-13",
        )
    ]


def _term(day: date) -> Term:
    values = policy.of(InspectionPolicy, on=day)
    return Term(values.report_days, Unit(values.report_unit))
