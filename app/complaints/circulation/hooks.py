"""What routes answer to the journal."""

from __future__ import annotations

from app.complaints.circulation.compare import HEAD
from app.complaints.circulation.feature import SEE
from app.complaints.circulation.queries_drafts import id_in
from app.domain.actor import Actor
from app.domain.text import Text


def fact_labels() -> dict[str, Text]:
    """How what is changed of a route is called in history."""
    return {f"complaint_route.{key}": Text(label) for key, (label, _) in HEAD.items()}


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a route, such as its history; None for other subjects."""
    return actor.may(SEE.name) if id_in(subject) is not None else None
