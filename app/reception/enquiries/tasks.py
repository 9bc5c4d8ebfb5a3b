"""The kinds of tasks that enquiries open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

OFFERED = TaskKind(
    "enquiries.offered",
    Text("Enquiry to be taken over"),
    Text("Take over enquiry %(number)s from %(from)s, or give it back: %(matter)s"),
    reseated=True,
)
RETURNED = TaskKind(
    "enquiries.returned", Text("Enquiry given back"), Text("Enquiry %(number)s was given back by %(from)s: %(words)s")
)
WEIGHTY = TaskKind("enquiries.weighty", Text("Matter of weight"), Text("Enquiry %(number)s, of weight: %(matter)s"))
AGAIN = TaskKind(
    "enquiries.again", Text("Asked again"), Text("The customer asked again about enquiry %(number)s: %(matter)s")
)


def kinds() -> list[TaskKind]:
    """To take over, given back, of weight, asked again (hook `task_kinds`)."""
    return [OFFERED, RETURNED, WEIGHTY, AGAIN]
