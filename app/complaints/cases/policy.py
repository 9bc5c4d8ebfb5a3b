"""What the office decides about open complaints; by which route they go, and who takes them, stands at circulation."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value

DAYS = Text("days")


@policy("complaints.cases", Text("Complaints"))
class ComplaintPolicy:
    """What is reminded of, and how far a complaint may be extended (K-11, K-26)."""

    quantity_days: int = value(
        7, Text("An unknown quantity is asked for again after"), row="K-11", unit=DAYS, low=1, high=90
    )
    most_extra: int = value(
        30, Text("Extensions where the limit names no end, at most in all"), row="K-26", unit=DAYS, low=0, high=400
    )
