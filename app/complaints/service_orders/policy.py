"""What the office decides about service orders."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.service_orders", Text("Service orders"))
class ServiceOrderPolicy:
    """By when an accepted order is done (002 §4)."""

    done_days: int = value(
        3,
        Text("An order without a day of its own is done within"),
        row="C-125",
        unit=Text("working days"),
        low=1,
        high=60,
    )
