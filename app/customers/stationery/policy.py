"""What the office decides about blank contracts."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value

WORKING_DAYS = Text("working days")


@policy("customers.stationery", Text("Blank contracts"))
class StationeryPolicy:
    """Contracts are collected in time and passed on with a return time (C-120 to C-123); the days are the office's."""

    approval_first: bool = value(True, Text("A signed contract goes to finance only after it was approved"), row="A-33")
    unsigned_days: int = value(
        30, Text("A blank contract is signed or brought back within"), row="C-121", unit=Text("days"), low=1, high=365
    )
    collect_days: int = value(
        2, Text("A signed contract is collected and passed on within"), row="C-122", unit=WORKING_DAYS, low=1, high=60
    )
    return_days: int = value(
        2, Text("A contract that is out for approval comes back within"), row="C-122", unit=WORKING_DAYS, low=1, high=60
    )
    receive_days: int = value(
        2, Text("Finance confirms a contract reported to it within"), row="C-123", unit=WORKING_DAYS, low=1, high=60
    )
    request_day: int = value(
        25, Text("The contracts for the next month are asked for from this day of the month on"), row="C-120",
        unit=Text("day of the month"), low=1,
        high=28,
    )  # fmt: skip
