"""The kinds of tasks that matters of several departments open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

OPINION = TaskKind(
    "disputes.opinion",
    Text("Opinion of the department wanted"),
    Text("%(lead)s asks for the opinion of your department: %(number)s, %(matter)s"),
    may_hand_on=True,
)


def kinds() -> list[TaskKind]:
    """The opinion of a department (hook `task_kinds`)."""
    return [OPINION]
