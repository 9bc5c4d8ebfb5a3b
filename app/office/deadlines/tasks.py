"""The kinds of tasks that deadlines open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

DUE = TaskKind("deadlines.due", Text("Deadline"), Text("%(what)s"), reseated=True)
STEP = TaskKind("deadlines.step", Text("Reminder of a deadline"), Text("%(what)s: due %(due)s"))
SLIP = TaskKind("deadlines.slip", Text("Urging slip"), Text("Urging slip %(number)s: %(what)s, due %(due)s"))


def kinds() -> list[TaskKind]:
    """The kinds that this feature brings (hook `task_kinds`)."""
    return [DUE, STEP, SLIP]
