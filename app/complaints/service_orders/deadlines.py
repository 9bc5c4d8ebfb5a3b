"""By when an accepted order is done."""

from __future__ import annotations

from app.complaints.service_orders.policy import ServiceOrderPolicy
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

DONE = "service_orders.done"


def rules() -> list[DeadlineRule]:
    """An order that the company accepted; lateness is breach: nobody extends it (hook `deadline_rules`, C-125)."""
    return [
        DeadlineRule(
            DONE,
            Text("Service order to be done"),
            Text("Service order %(number)s, %(place)s: %(what)s"),
            lambda day: Term(policy.of(ServiceOrderPolicy, on=day).done_days, Unit.WORKING),
            counts_arrival=False,
            row="C-125",
        )
    ]
