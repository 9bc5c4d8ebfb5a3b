"""The kinds of tasks that failures open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

TOLD = TaskKind(
    "failures.told", Text("Major failure"), Text("Major failure %(number)s, %(place)s: %(symptom)s. Take note.")
)
TRACK = TaskKind("failures.track", Text("Major failure to be tracked"), Text("Track failure %(number)s to its end"))
SEND = TaskKind(
    "failures.send",
    Text("Failure report to be sent"),
    Text("Send the report of failure %(number)s to the customer and the business department"),
)


def kinds() -> list[TaskKind]:
    """To take note, to track, to send the report (hook `task_kinds`)."""
    return [TOLD, TRACK, SEND]
