"""Targets of the month."""

from __future__ import annotations

from app.domain.money import Rate
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("billing.month", Text("Targets of the gas month"))
class MonthPolicy:
    """What a month must reach (gas.collection_target)."""

    collection_target: Rate = value(Rate(950_000), Text("Least collection rate"), row="G-06", low=0, high=1_000_000)
