"""The kinds of tasks that blank contracts open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

REQUEST = TaskKind(
    "stationery.request",
    Text("Monthly request for blank contracts"),
    Text("Ask for the blank contracts of %(month)s: %(kind)s"),
)
LEFT = TaskKind(
    "stationery.left",
    Text("Contracts of somebody who left"),
    Text("%(name)s has left and still has contracts: %(number)s. See to them"),
)


def kinds() -> list[TaskKind]:
    """The request of the month; the contracts of a leaver (hook `task_kinds`)."""
    return [REQUEST, LEFT]
