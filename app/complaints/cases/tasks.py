"""The kinds of tasks that complaints open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

STAGE = TaskKind(
    "complaints.stage", Text("Complaint at a stage"), Text("Complaint %(number)s, %(stage)s: %(matter)s"), reseated=True
)
AGAIN = TaskKind(
    "complaints.reopened_again",
    Text("Complaint reopened again"),
    Text("Complaint %(number)s was reopened once more, times: %(count)s"),
)


def kinds() -> list[TaskKind]:
    """A stage without a limit of its own, and a complaint reopened more than once (hook `task_kinds`)."""
    return [STAGE, AGAIN]
