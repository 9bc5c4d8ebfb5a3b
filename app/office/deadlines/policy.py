"""What an office may choose about deadlines."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("office.deadlines", Text("Deadlines"))
class DeadlinePolicy:
    """Who issues urging slips, and by how much a deadline that somebody set himself may be extended (K-28, O-02)."""

    slip_from: str = value("总经理办公室", Text("Urging slips are issued by"), row="K-28")
    own_most_extra: int = value(
        20,
        Text("Most that extensions add to a deadline set by hand, in all"),
        row="O-02",
        unit=Text("days or months, as the deadline is counted"),
        low=0,
        high=200,
    )
