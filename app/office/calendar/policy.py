"""When the office is open."""

from __future__ import annotations

from datetime import time

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("office.hours", Text("Office hours"))
class OfficeHours:
    """Office hours (办公时间) of a working day: what arrives later counts as the next working day's (O-02, O-03)."""

    opens: time = value(time(8, 30), Text("The office opens at"), row="O-03")
    closes: time = value(time(17, 30), Text("The office closes at"), row="O-03")
