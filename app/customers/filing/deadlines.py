"""By when files are filed (C-11, C-12)."""

from __future__ import annotations

from app.customers.filing.policy import FilingPolicy
from app.customers.filing.rules import CHANGE, OPENING
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.policy import queries as policy

RULES = {OPENING: "filing.opening", CHANGE: "filing.change"}


def rules() -> list[DeadlineRule]:
    """Filing of a new customer and of a change, from the day itself on (hook `deadline_rules`)."""
    return [
        DeadlineRule(
            RULES[OPENING],
            Text("Filing of a new customer"),
            Text("File the new customer %(customer)s (%(number)s)"),
            lambda day: Term(policy.of(FilingPolicy, on=day).register_days, Unit.WORKING),
            counts_arrival=False,
            row="C-11",
        ),
        DeadlineRule(
            RULES[CHANGE],
            Text("Filing of a change at a customer"),
            Text("Enter the change at customer %(customer)s (%(number)s)"),
            lambda day: Term(policy.of(FilingPolicy, on=day).change_days, Unit.WORKING),
            counts_arrival=False,
            row="C-12",
        ),
    ]
