"""What the office decides about questions and incidents."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value
from app.office.positions.shipped import SHIPPED


@policy("reception.incidents", Text("Questions and incidents"))
class IncidentPolicy:
    """Who is called when nobody at the desk knows an answer (002 §14(二)5)."""

    called: str = value(
        "sales_manager",
        Text("Who is called for a question; then the superiors"),
        row="R-26",
        choices=tuple((key, one.name) for key, one in SHIPPED.items()),
    )
