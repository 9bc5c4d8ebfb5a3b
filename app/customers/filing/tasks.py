"""The kinds of tasks that filings open, besides those of their deadlines."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

REMINDED = TaskKind(
    "filing.reminded",
    Text("Reminder of a filing"),
    Text("Reminder %(ordinal)s: file %(number)s, customer %(customer)s"),
)
REPORTED = TaskKind(
    "filing.reported", Text("Change reported at a customer"), Text("Change at customer %(customer)s: %(what)s"),
    may_hand_on=True,
)  # fmt: skip


def kinds() -> list[TaskKind]:
    """A reminder, and a change that somebody heard of (hook `task_kinds`)."""
    return [REMINDED, REPORTED]
