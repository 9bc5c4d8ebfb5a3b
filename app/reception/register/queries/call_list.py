"""The looks at the call list: the lines of a day, and who might be called (R-93)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.reception.appointments.models import Appointment
from app.reception.claims.models import Registration
from app.reception.queue.models import Visit
from app.reception.register import rules
from app.reception.register.books import VISIT
from app.reception.register.feature import MINUTES
from app.reception.register.models import PlannedCall
from app.reception.register.policy import RegisterPolicy
from app.reception.register.queries.lines import corrected

MOST_LISTED, MOST_SUGGESTED = 500, 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who might be called: why, by whom, with what aim."""

    key: str
    why: Text
    aim: str
    name: str
    phone: str | None
    customer_id: int | None
    staff_id: int | None
    staff: str | None


def listed(day: date, actor: Actor, staff_id: int | None = None) -> Sequence[Any]:
    """The call list of a day as rows of PlannedCall and name; who plans sees all or somebody's, others their own."""
    staff_id = staff_id if actor.may(MINUTES.name) else actor.staff_id or 0
    query = select(PlannedCall, Staff.name.label("staff")).join(Staff, Staff.id == PlannedCall.staff_id)
    query = query.where(PlannedCall.day == day).order_by(Staff.name, PlannedCall.id).limit(MOST_LISTED)
    if staff_id is not None:
        query = query.where(PlannedCall.staff_id == staff_id)
    return db.session.execute(query.execution_options(populate_existing=True)).all()


def planned(planned_id: int, actor: Actor) -> PlannedCall:
    """One line of the call list, one's own unless one plans. Raises NoResultFound."""
    query = select(PlannedCall).where(PlannedCall.id == planned_id)
    if not actor.may(MINUTES.name):
        query = query.where(PlannedCall.staff_id == actor.staff_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def suggestions(day: date, actor: Actor) -> list[Suggestion]:
    """Who might be called on a day and does not stand on its list: registrations that expire soon, visitors to be
    followed up, and who is expected on the next day (R-84, R-93)."""
    settings = policy.of(RegisterPolicy, day)
    found = [
        *_expiring(day, settings.expiring_days),
        *_to_follow_up(day, settings.follow_up_days),
        *_expected(day + timedelta(days=1)),
    ]
    there = {_whom(row.PlannedCall) for row in listed(day, actor)}
    once = {_whom(one): one for one in reversed(found)}
    kept = [one for whom, one in once.items() if whom not in there]
    return list(reversed(kept))[:MOST_SUGGESTED]


def _whom(one: Suggestion | PlannedCall) -> int | str:
    """By what somebody is known again: his file, else his telephone number, else his name."""
    return one.customer_id or one.phone or one.name


def _expiring(day: date, within: int) -> Iterable[Suggestion]:
    until = day + timedelta(days=within)
    query = select(Registration, Staff.name).join(Staff, Staff.id == Registration.staff_id)
    query = query.where(Registration.state == "standing", Registration.valid_until.between(day, until))
    for one, staff in db.session.execute(
        query.order_by(Registration.valid_until, Registration.id).limit(MOST_SUGGESTED)
    ):
        why = Text("Registration expires on %(day)s", day=one.valid_until)
        yield Suggestion(f"r{one.id}", why, "invite", one.name, one.phone, one.customer_id, one.staff_id, staff)


def _to_follow_up(day: date, within: int) -> Iterable[Suggestion]:
    query = select(Visit, Staff.name).join(Staff, Staff.id == Visit.staff_id)
    query = query.where(Visit.day.between(day - timedelta(days=within), day), Visit.outcome == "follow_up")
    rows = db.session.execute(query.order_by(Visit.id.desc()).limit(MOST_SUGGESTED)).all()
    fields = corrected(VISIT, [one.id for one, _ in rows])
    for one, staff in rows:
        name, phone = fields[one.id].get("name", one.name), fields[one.id].get("phone", one.phone)
        why = Text("Visit of %(day)s is to be followed up", day=one.day)
        yield Suggestion(f"v{one.id}", why, "sign", name, phone, one.customer_id, one.staff_id, staff)


def _expected(day: date) -> Iterable[Suggestion]:
    query = select(Appointment, Staff.name).outerjoin(Staff, Staff.id == Appointment.staff_id)
    query = query.where(Appointment.day == day, Appointment.state == "expected")
    for one, staff in db.session.execute(query.order_by(Appointment.id).limit(MOST_SUGGESTED)):
        why = Text("Expected on %(day)s", day=day)
        yield Suggestion(f"a{one.id}", why, "invite", one.name, one.phone, one.customer_id, one.staff_id, staff)


def open_calls(staff_id: int | None, day: date) -> int:
    """How many calls of a day, or of earlier ones, this person has still to make."""
    query = select(PlannedCall.id).where(PlannedCall.staff_id == staff_id, PlannedCall.day <= day)
    return len(db.session.scalars(query.where(PlannedCall.state == rules.OPEN).limit(100)).all())
