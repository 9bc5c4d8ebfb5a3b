"""The kinds of tasks that the problem list opens."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

PASSED = TaskKind(
    "problems.passed", Text("Problem passed on"), Text("%(from)s passed a problem on to you: %(kind)s %(words)s")
)


def kinds() -> list[TaskKind]:
    """A problem that was passed on (hook `task_kinds`)."""
    return [PASSED]
