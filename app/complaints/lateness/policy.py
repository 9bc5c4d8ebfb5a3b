"""What the office decides about enquiries on late stages."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.lateness", Text("Late stages of complaints"))
class LatenessPolicy:
    """By when a department says why it was late (K-29): the days are our own."""

    answer_days: int = value(
        3, Text("An enquiry slip is answered within"), row="K-29", unit=Text("working days"), low=1, high=60
    )
    remind: bool = value(
        True, Text("Whoever registers complaints is told when one was closed with late stages"), row="K-29"
    )
