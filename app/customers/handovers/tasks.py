"""The kinds of tasks that hand-overs open."""

from __future__ import annotations

from app.domain.text import Text
from app.office.tasks.kinds import TaskKind

DECIDE = TaskKind(
    "handovers.decide",
    Text("Hand over customers"),
    Text("Decide who takes over the customers of %(name)s (%(number)s)"),
    may_hand_on=True,
)
FIRST = TaskKind(
    "handovers.first_contact",
    Text("First contact after a hand-over"),
    Text("Contact %(customer)s, whom you took over from %(name)s"),
)
RETURN = TaskKind(
    "handovers.return",
    Text("Return customers"),
    Text("%(name)s is back: return the customers of hand-over %(number)s"),
    may_hand_on=True,
)


def kinds() -> list[TaskKind]:
    """The kinds that this feature brings (hook `task_kinds`)."""
    return [DECIDE, FIRST, RETURN]


def subject_of(handover_id: int) -> str:
    """What history and tasks call a hand-over."""
    return f"handover:{handover_id}"


def item_subject(item_id: int) -> str:
    """What tasks call one customer of a hand-over."""
    return f"handover_item:{item_id}"


def page_of(handover_id: int) -> str:
    """The address of a hand-over; jobs, which have no request, cannot ask for it otherwise."""
    return f"/customers/handovers/{handover_id}"


MINE = "/customers/handovers/mine"
