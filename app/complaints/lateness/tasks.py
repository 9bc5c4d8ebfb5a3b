"""The kind of task that late stages open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

LOOK = TaskKind(
    "lateness.look",
    Text("Complaint closed with late stages"),
    Text("Complaint %(number)s was closed with late stages, count %(count)s: ask the departments why, or leave it"),
)


def kinds() -> list[TaskKind]:
    """To look at the late stages of a closed complaint (hook `task_kinds`)."""
    return [LOOK]


def subject_of(complaint_id: int) -> str:
    """What such a task is about."""
    return f"late_stages:{complaint_id}"
