"""What the office decides about its registers of visits and calls."""

from datetime import time

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("reception.register", Text("Registers of visits and calls"))
class RegisterPolicy:
    """R-83 to R-94, A-08, D-13: when a day is handed in, who keeps the registers, minutes, the call list."""

    hand_in_by: time = value(time(18, 0), Text("The register of the day is handed in by"), row="R-85")
    keeper: str = value("销售部助理", Text("Who keeps the registers"), row="D-13")
    retention: str = value("长期保存", Text("How long the registers are kept"), row="R-86")
    minutes_required: bool = value(False, Text("Every evening the meeting is minuted"), row="R-91")
    expiring_days: int = value(
        7,
        Text("The call list suggests customers whose registration expires within"),
        row="R-84",
        unit=Text("days"),
        low=1,
        high=60,
    )
    follow_up_days: int = value(
        7,
        Text("The call list suggests visitors to be followed up so long after the visit"),
        row="R-93",
        unit=Text("days"),
        low=1,
        high=60,
    )
    close_automatically: bool = value(
        True, Text("A day that nobody closed is closed in the first minutes of the next"), row="R-85"
    )
