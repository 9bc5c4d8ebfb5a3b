"""What the office decides about correspondence."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value

WORKING_DAYS = Text("working days")


@policy("customers.correspondence", Text("Correspondence with customers"))
class CorrespondencePolicy:
    """Whatever a customer asks, the result is reported back in time, satisfied or not (C-94): the days are our own."""

    answer_days: int = value(
        3, Text("What a customer asked is answered within"), row="C-94", unit=WORKING_DAYS, low=1, high=60
    )
    most_extra: int = value(
        5, Text("Extensions of an answer, at most in all"), row="C-94", unit=WORKING_DAYS, low=0, high=60
    )
