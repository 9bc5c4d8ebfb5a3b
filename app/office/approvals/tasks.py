"""The kinds of tasks that approvals open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

DECIDE = TaskKind("approvals.decide", Text("Decision"), Text("Decide on %(number)s: %(title)s"))
ANSWER = TaskKind(
    "approvals.answer", Text("Question about a request"), Text("Answer the question about %(number)s: %(title)s")
)


def kinds() -> list[TaskKind]:
    """The kinds that this feature brings (hook `task_kinds`)."""
    return [DECIDE, ANSWER]
