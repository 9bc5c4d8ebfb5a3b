"""The kinds of tasks that joint inspections open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

COME = TaskKind(
    "inspections.come",
    Text("Joint inspection called"),
    Text("Inspection %(number)s is called: go to %(place)s together, or say that you cannot go in time"),
    may_hand_on=True,
)
GO = TaskKind(
    "inspections.go",
    Text("Appointed to a joint inspection"),
    Text("The general manager appointed you to inspection %(number)s: go to %(place)s and report"),
)
ARRANGE = TaskKind(
    "inspections.arrange",
    Text("Joint inspection to be arranged"),
    Text("Inspection %(number)s: nobody was appointed. Arrange who goes to %(place)s"),
    may_hand_on=True,
)
DECIDE = TaskKind(
    "inspections.decide",
    Text("Report on a joint inspection"),
    Text("Inspection %(number)s of %(place)s is reported: write your decision"),
)
DECIDED = TaskKind(
    "inspections.decided",
    Text("Decision on a joint inspection"),
    Text("The general manager decided on inspection %(number)s of %(place)s"),
)


def kinds() -> list[TaskKind]:
    """To come, to go, to arrange, to decide, what was decided (hook `task_kinds`)."""
    return [COME, GO, ARRANGE, DECIDE, DECIDED]
