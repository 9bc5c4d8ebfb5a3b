"""What the office decides about abnormality slips."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.abnormalities", Text("Abnormality slips"))
class AbnormalityPolicy:
    """By when a unit answers an abnormality slip (K-02): the days are our own."""

    answer_days: int = value(
        5,
        Text("An abnormality slip is answered within, unless it names a day"),
        row="K-02",
        unit=Text("working days"),
        low=1,
        high=90,
    )
