"""The kinds of tasks that questions and incidents open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

QUESTION = TaskKind(
    "incidents.question", Text("Question at the desk"), Text("%(asker)s needs you at the desk: %(text)s")
)
FLOOR = TaskKind("incidents.floor", Text("Incident on the floor"), Text("Incident %(number)s, %(kind)s: %(text)s"))
TO_VERIFY = TaskKind("incidents.verify", Text("Violation to be verified"), Text("Verify incident %(number)s, %(kind)s"))


def kinds() -> list[TaskKind]:
    """A question, an incident on the floor, a violation to be verified (hook `task_kinds`)."""
    return [QUESTION, FLOOR, TO_VERIFY]
