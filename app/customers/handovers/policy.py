"""When customers are handed over, and by when the successor calls."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("customers.handovers", Text("Hand-over of customers"))
class HandoverPolicy:
    """When an absence is so long that customers are handed over, and how soon the successor contacts them."""

    long_absence_days: int = value(
        30,
        Text("Customers of somebody who is away so long are handed over"),
        row="R-50",
        unit=Text("days"),
        low=2,
        high=365,
    )
    contact_days: int = value(
        3,
        Text("The successor contacts each customer within"),
        row="C-23",
        unit=Text("working days"),
        low=1,
        high=60,
    )
    decide_days: int = value(
        3,
        Text("The manager decides about a hand-over within"),
        row="C-23",
        unit=Text("working days"),
        low=1,
        high=60,
    )
