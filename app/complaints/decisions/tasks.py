"""The kinds of tasks that decisions on complaints open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

ANEW = TaskKind(
    "complaint_decisions.anew",
    Text("Decision to be proposed anew"),
    Text("Complaint %(number)s: %(outcome)s. Propose the decision anew: %(matter)s"),
    may_hand_on=True,
)
COLLECT = TaskKind(
    "complaint_decisions.collect",
    Text("Receivable of a complaint that is not upheld"),
    Text("Complaint %(number)s is not upheld: collect what is owed on the normal term"),
    may_hand_on=True,
)
CONFIRM = TaskKind(
    "complaint_decisions.confirm",
    Text("Decision of a reopened complaint"),
    Text("Complaint %(number)s was reopened: say that its decision still holds, or propose another"),
    may_hand_on=True,
)
ANSWERED = TaskKind(
    "complaint_decisions.answered",
    Text("Objection decided"),
    Text("Complaint %(number)s: %(outcome)s"),
)


def kinds() -> list[TaskKind]:
    """To propose anew, to collect, to confirm, the answer to an objection (hook `task_kinds`)."""
    return [ANEW, COLLECT, CONFIRM, ANSWERED]
