"""Letting the clocks of a complaint stand still, and run again (中止)."""

from __future__ import annotations

from app import clock
from app.complaints.cases.feature import PAUSED, RESUMED
from app.complaints.cases.models import Complaint
from app.complaints.cases.rules import check_pause
from app.complaints.cases.service.changing import NOT_MANAGED, changed_by
from app.complaints.cases.service.clocks import running
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.deadlines.service import pause_deadline, resume_deadline


def pause(complaint_id: int, *, version: int, cause: str, by: Actor) -> Complaint:
    """Let every clock of a complaint stand still, with the cause, by who manages complaints (O-02).

    One that is overdue goes on: a pause would move nothing. Raises Refused where nothing can stand still and without
    a cause, Conflict where it stands still already.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.manages, or_else=NOT_MANAGED) as change:
        if change.one.paused:
            raise Conflict(Text("The clocks of this complaint stand still already."))
        rows = [row for row in running(change.one) if not row.paused and row.due_on >= clock.today()]
        check_pause(cause, stoppable=len(rows))
        for row in rows:
            pause_deadline(row.id, cause, by=by)
        change.one.paused = True
        change.recorded(PAUSED, reason=cause)
    return change.one


def resume(complaint_id: int, *, version: int, by: Actor) -> Complaint:
    """Let the clocks of a complaint run again (O-02). Raises Conflict where none stands still."""
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.manages, or_else=NOT_MANAGED) as change:
        rows = [row for row in running(change.one) if row.paused]
        if not rows:
            raise Conflict(Text("The clocks of this complaint run already."))
        for row in rows:
            resume_deadline(row.id, by=by)
        change.one.paused = False
        change.recorded(RESUMED)
    return change.one
