"""By when the table of a month is confirmed."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.statistics", Text("Monthly table of complaints"))
class StatisticsPolicy:
    """The manual says "before the 10th"; whether that day is still in time is not said."""

    month_close_day: int = value(
        10,
        Text("Day of the month by which last month's complaints are reviewed"),
        row="K-30",
        unit=Text("day of the month"),
        low=1,
        high=28,
    )
    close_day_counts: bool = value(False, Text("That day itself is still in time"), row="K-30")
