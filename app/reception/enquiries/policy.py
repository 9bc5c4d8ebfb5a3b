"""What the office decides about enquiries."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value
from app.reception.enquiries.rules import LEADER, ROUTES

WORKING_DAYS = Text("working days")


@policy("reception.enquiries", Text("Enquiries (first responsible person)"))
class EnquiryPolicy:
    """To whom a matter is handed on, and by when it is answered (001 §2, M-23)."""

    routing: str = value(
        LEADER, Text("What cannot be finished at once goes to"), row="D-30", choices=tuple(ROUTES.items())
    )
    service_department: str = value("客户服务部", Text("Name of the customer service department"), row="D-30")
    answer_days: int = value(
        3, Text("An enquiry is to be answered within"), row="R-148", unit=WORKING_DAYS, low=1, high=60
    )
    most_extra: int = value(
        5, Text("Extensions of an enquiry, at most in all"), row="R-148", unit=WORKING_DAYS, low=0, high=60
    )
    repeat_days: int = value(
        90,
        Text("An earlier enquiry is offered as the same matter for"),
        row="R-152",
        unit=Text("days"),
        low=1,
        high=1000,
    )
