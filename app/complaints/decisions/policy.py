"""What the office settles about decisions on complaints."""

from app.complaints.cases.words import SEVERITIES
from app.complaints.decisions.rules import BODIES, SPECIAL
from app.domain.text import N_, Text
from app.office.policy.declare import policy, value

SERIOUS, LARGER = "serious", "larger"
MEETINGS = (
    (SERIOUS, SEVERITIES[SERIOUS]),
    (LARGER, N_("Larger matters and serious complaints")),
)


@policy("complaints.decisions", Text("Decisions on complaints"))
class ComplaintDecisionPolicy:
    """Who comes together about a grave complaint, and which ones are grave (K-57)."""

    body: str = value(SPECIAL, Text("Grave complaints are decided by"), row="D-16", choices=tuple(BODIES.items()))
    meeting_from: str = value(SERIOUS, Text("A meeting is held on"), row="K-57", choices=MEETINGS)


def meeting_for(values: ComplaintDecisionPolicy) -> frozenset[str]:
    """The severities on which a meeting is held."""
    return frozenset((SERIOUS, LARGER) if values.meeting_from == LARGER else (SERIOUS,))
