"""The task that a service supervision report opens."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

READ = TaskKind(
    "supervision.read",
    Text("Service supervision report to read"),
    Text("Read the service supervision report of %(month)s"),
)


def kinds() -> list[TaskKind]:
    """The report that the general manager reads (hook `task_kinds`)."""
    return [READ]
