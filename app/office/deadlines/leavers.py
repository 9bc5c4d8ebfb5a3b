"""What becomes of deadlines whose person has left."""

from __future__ import annotations

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.deadlines.addressees import party_of, people_on
from app.office.deadlines.kinds import HEAD
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import hand_deadlines
from app.office.staff.models import Staff


def people_changed(*, by: Actor) -> None:
    """Hand what runs for people who have left to the head of the department, else the next above (hook)."""
    left = (
        select(Deadline.id, Deadline.staff_id, Deadline.department_id)
        .join(Staff, Staff.id == Deadline.staff_id)
        .where(Deadline.stopped_on.is_(None), Staff.active.is_(False))
    )
    rows = db.session.execute(left.order_by(Deadline.id)).all()
    people = people_on(clock.today()) if rows else None
    heirs = ((row.id, party_of(HEAD, None, row.department_id, people)) for row in rows) if people else ()
    hand_deadlines({one: to.staff_id for one, to in heirs if to.staff_id is not None}, by=by)
