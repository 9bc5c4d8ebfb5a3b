"""When the office reminds of what is to be done."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("office.tasks", Text("Tasks"))
class TaskPolicy:
    """How long before its day a task is brought to mind."""

    remind_days: int = value(
        1,
        Text("A task is brought to mind so long before it is due"),
        row="O-18",
        unit=Text("working days"),
        low=0,
        high=30,
    )
