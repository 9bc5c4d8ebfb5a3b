"""What the office decides about its public screens."""

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("reception.board", Text("Public screens"))
class BoardPolicy:
    """R-12: how visitors are called out. Which names are shown, the queue decides (QueuePolicy)."""

    repeats: int = value(
        2, Text("How often a call is spoken one after the other"), row="R-12", unit=Text("calls"), low=1, high=3
    )
    too_late: int = value(
        60, Text("A screen that comes late leaves calls out that are older"), row="R-12", unit=Text("seconds"),
        low=10, high=600,
    )  # fmt: skip
