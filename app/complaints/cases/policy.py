"""What the office decides about taking complaints."""

from __future__ import annotations

from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

TAKER, DEPARTMENT = "taker", "department"
HANDLERS = {
    TAKER: N_("whoever takes it"),
    DEPARTMENT: N_("the department that takes complaints"),
}
DAYS = Text("days")


@policy("complaints.cases", Text("Complaints"))
class ComplaintPolicy:
    """Who handles a complaint, and what is reminded of (D-17, K-11, K-65)."""

    handler: str = value(TAKER, Text("A complaint is handled by"), row="D-17", choices=tuple(HANDLERS.items()))
    department: str = value("客户服务部", Text("Name of the department that takes complaints"), row="D-17")
    quantity_days: int = value(
        7, Text("An unknown quantity is asked for again after"), row="K-11", unit=DAYS, low=1, high=90
    )
    most_extra: int = value(
        30, Text("Extensions where the limit names no end, at most in all"), row="K-26", unit=DAYS, low=0, high=400
    )
