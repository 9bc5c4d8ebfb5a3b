"""People who leave and come back: what becomes of their sessions and rights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.models import SignIn
from app.office.access.queries import administrators, has_administrator
from app.office.access.service.sessions import end_sessions
from app.office.history.service import record
from app.office.staff import kinds
from app.office.staff.feature import STAFF_BACK, STAFF_LEFT
from app.office.staff.models import Staff
from app.office.staff.rules import check_last_day
from app.office.staff.service import change_row
from app.unit_of_work import current_work, unit_of_work


@contextmanager
def an_administrator_remains() -> Iterator[None]:
    """Refuse what is done inside, in the unit under way, if it leaves nobody who may manage staff and roles (O-07)."""
    session = current_work().session
    # Locked first, so that two administrators who remove each other at once come one after the other.
    before = session.scalars(administrators().with_for_update(of=SignIn)).all()
    yield
    session.flush()
    if before and not has_administrator():
        raise Refused(
            Text("Somebody must remain who can sign in and manage staff. Give another person that right first.")
        )


def deactivate(staff_id: int, version: int, left_on: date, *, by: Actor) -> None:
    """Let a person leave: he can no longer sign in, and what he did stays (O-07).

    Raises Refused for a day ahead, before the first, or the last administrator; Conflict when changed meanwhile.
    """
    with unit_of_work(by=by) as work, an_administrator_remains():
        person = work.session.scalars(select(Staff).where(Staff.id == staff_id)).one()
        if not person.active:
            raise Refused(Text("This person has left already."))
        check_last_day(left_on, person.joined_on, clock.today())
        change_row(staff_id, version, {"active": False, "left_on": left_on})
        end_sessions(staff_id, "deactivated")
        record(STAFF_LEFT, f"staff:{staff_id}", facts={"name": person.name, "left_on": left_on})
        kinds.staff_left(staff_id, left_on, by=by)
        kinds.people_changed(by=by)


def activate(staff_id: int, version: int, *, by: Actor) -> None:
    """Take a person back with the sign-in and the roles he had (O-07). Raises Refused, Conflict."""
    with unit_of_work(by=by) as work:
        person = work.session.scalars(select(Staff).where(Staff.id == staff_id)).one()
        if person.active:
            raise Refused(Text("This person works here already."))
        facts = {"name": person.name, "left_on": person.left_on}
        change_row(staff_id, version, {"active": True, "left_on": None})
        record(STAFF_BACK, f"staff:{staff_id}", facts=facts)
        kinds.people_changed(by=by)
