"""What the office says of its meters."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("billing.meters", Text("Gas meters"))
class MeterPolicy:
    """What holds for a meter where nothing else is said."""

    default_digits: int = value(
        5,
        Text("Digits before the decimal point of a meter where nothing else is said"),
        unit=Text("digits"),
        row="G-01",
        low=3,
        high=9,
    )
