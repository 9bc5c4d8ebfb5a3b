"""The kind of task that tells who asked that there will be no more time."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

NOT_GIVEN = TaskKind(
    "extensions.not_given", Text("No more time"), Text("No more time was given: %(what)s, due %(due)s")
)


def kinds() -> list[TaskKind]:
    """The kinds that this feature brings (hook `task_kinds`)."""
    return [NOT_GIVEN]
