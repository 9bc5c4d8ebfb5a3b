"""The kind of task that petitions open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

ENDED = TaskKind(
    "petitions.ended", Text("Decision on a petition"), Text("Petition %(number)s, %(subject)s: %(outcome)s")
)


def kinds() -> list[TaskKind]:
    """The author learns how his petition ended (hook `task_kinds`)."""
    return [ENDED]
