"""Who may see and change what hangs on a complaint: attachments, history, deadlines (O-12)."""

from __future__ import annotations

from sqlalchemy import select

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries.acting import seat_at
from app.complaints.cases.queries.one import id_in, visible
from app.domain.actor import Actor
from app.extensions import db


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a complaint; None for other subjects (hook)."""
    complaint_id = id_in(subject)
    if complaint_id is None:
        return None
    return _seen(complaint_id, actor) is not None


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


def _seen(complaint_id: int, actor: Actor) -> Complaint | None:
    return db.session.scalars(select(Complaint).where(Complaint.id == complaint_id, visible(actor))).one_or_none()
