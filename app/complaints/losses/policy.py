"""What the office lays down about losses."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.losses", Text("Losses of complaints"))
class LossPolicy:
    """How losses are counted (000 §3). The months to resell belong to the route; the loss base is the office's own."""

    fix_days: int = value(
        5, Text("A loss is fixed after the time to resell within"), row="K-40", unit=Text("days"), low=1, high=365
    )
    loss_base: str = value("", Text("Base by which losses are counted, in the office's words"), row="M-08", empty=True)
