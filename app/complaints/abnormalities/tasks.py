"""The kind of task that abnormality slips open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

CONFIRM = TaskKind(
    "abnormalities.confirm",
    Text("Effect of a measure to be confirmed"),
    Text("%(department)s answered abnormality slip %(number)s: see whether it helped, and close it"),
    may_hand_on=True,
)


def kinds() -> list[TaskKind]:
    """To confirm the effect of what a unit did (hook `task_kinds`)."""
    return [CONFIRM]
