"""The kinds of tasks that contracts open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

ENDING = TaskKind(
    "contracts.ending",
    Text("Contract that ends"),
    Text("Contract %(number)s with %(customer)s runs until %(until)s: renew it, or end it: %(title)s"),
)


def kinds() -> list[TaskKind]:
    """A contract that ends soon (hook `task_kinds`)."""
    return [ENDING]
