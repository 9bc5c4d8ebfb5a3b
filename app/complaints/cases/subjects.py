"""Who may see and change what hangs on a complaint: attachments, history, deadlines (O-12)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.complaints.cases.feature import SEE_ALL
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries.acting import seat_at
from app.complaints.cases.queries.one import id_in, visible
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.history.models import Entry

COVERED = Text("Something was done about a complaint of which you may not know")
# What hangs on complaints, as history calls it: of those lines the journal tells only who sees every complaint.
HANGS_ON = frozenset({
    "abnormality", "allowance", "complaint_decision", "complaint_objection", "dispute", "failure", "improvement",
    "inspection", "judgement", "late_stages", "lateness_enquiry", "loss", "problem", "return",
})  # fmt: skip


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a complaint; None for other subjects (hook)."""
    complaint_id = id_in(subject)
    if complaint_id is None:
        return None
    return _seen(complaint_id, actor) is not None


def may_see_deadline(actor: Actor, subject: str) -> bool | None:
    """Whoever may know of a complaint may know why it is due that day, and who was urged (hook; K-28)."""
    return may_see_subject(actor, subject)


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on a complaint: who heard, handles, holds or manages it (hook).

    While it is open; None for other subjects.
    """
    complaint_id = id_in(subject)
    if complaint_id is None:
        return None
    one = _seen(complaint_id, actor)
    if one is None:
        return False
    found = seat_at(one, actor)
    return found.may_write or (found.first and found.is_open)


def entries_unread(actor: Actor, entries: Sequence[Entry]) -> dict[int, Text]:
    """What readers of the journal learn of complaints of which they may not know: that something was done (hook).

    Of what hangs on complaints, such as a decision, the journal tells only who sees every complaint: others read it
    where it stands.
    """
    if actor.may(SEE_ALL.name):
        return {}
    ids = {found for one in entries if (found := id_in(one.subject)) is not None}
    seen = set(db.session.scalars(select(Complaint.id).where(Complaint.id.in_(ids), visible(actor)))) if ids else set()
    hidden = (one for one in entries if one.subject.partition(":")[0] in HANGS_ON or id_in(one.subject) in ids - seen)
    return {one.id: COVERED for one in hidden}


def _seen(complaint_id: int, actor: Actor) -> Complaint | None:
    return db.session.scalars(select(Complaint).where(Complaint.id == complaint_id, visible(actor))).one_or_none()
