"""What appointments tell others: the door, the search box, the first page, and what hangs on an appointment."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import url_for
from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.reception.appointments import queries, service
from app.reception.appointments.models import Appointment
from app.reception.appointments.rules import ANNOUNCED
from app.reception.queue.kinds import Hint
from app.reception.queue.models import Visit
from app.reception.queue.rules import CANCELLED, NewVisit
from app.web.converters import id_in
from app.web.hooks import Hit, Notice

KEPT = ("purpose_id", "party")  # what a hint says even where it is the usual


def visitor_hints(phone: str | None, name: str | None, customer_id: int | None) -> list[Hint]:
    """Who of those expected today may stand at the door (hook `visitor_hints`, R-62)."""
    found = queries.expected(phone, name, customer_id)
    return [_hint(one, sure=len(found) == 1 and one.name != name) for one in found]


def visit_registered(visit: Visit, by: Actor) -> None:
    """Note that an expected visitor has come (hook `visit_registered`)."""
    if visit.appointment_id is not None:
        service.arrived(visit.appointment_id, visit, by=by)


def visit_ended(visit: Visit, by: Actor) -> None:
    """A visit registered by mistake gives the appointment back (hook `visit_ended`)."""
    if visit.appointment_id is not None and visit.state == CANCELLED:
        service.not_come_after_all(visit, by=by)


def visit_reopened(visit: Visit, by: Actor) -> None:
    """Whose visit was no mistake after all has come to his appointment (hook `visit_reopened`)."""
    if visit.appointment_id is not None:
        service.come_after_all(visit, by=by)


def hits(actor: Actor, query: str) -> list[Hit]:
    """The appointments that answer the search box (hook `search`)."""
    return [_hit(row.Appointment, row.purpose) for row in queries.found(query, actor)]


def notices(actor: Actor) -> list[Notice]:
    """Who is expected today, by this actor and at all (hook `today`)."""
    everybody, mine = queries.waiting_today(actor)
    url, found = url_for("appointments.listing", day=clock.today().isoformat()), []
    if mine:
        whose = url_for("appointments.listing", day=clock.today().isoformat(), staff=actor.staff_id)
        found.append(Notice(Text("Visitors whom I expect today"), str(mine), whose, "blue", order=30))
    if everybody:
        found.append(Notice(Text("Visitors expected today"), str(everybody), url, "blue", order=31))
    return found


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an appointment; None for other subjects (O-12)."""
    found = id_in(subject, "appointment")
    if found is None:
        return None
    query = select(Appointment.id).where(Appointment.id == found, queries.visible(actor))
    return db.session.scalar(query) is not None


def _hint(one: Appointment, *, sure: bool) -> Hint:
    url = url_for("appointments.show", appointment_id=one.id)
    return Hint("appointment", _sentence(one), _values(queries.as_visit(one)), url, sure)


def _values(new: NewVisit) -> dict[str, Any]:
    usual = asdict(NewVisit(new.purpose_id))
    return {name: value for name, value in asdict(new).items() if name in KEPT or value != usual[name]}


def _sentence(one: Appointment) -> Text:
    time = clock.local(one.at).strftime("%H:%M") if one.at else Text("today")
    if one.kind == ANNOUNCED:
        return Text("Announced for %(time)s (%(number)s), friend of an old customer", time=time, number=one.number)
    return Text("Has an appointment for %(time)s (%(number)s)", time=time, number=one.number)


def _hit(one: Appointment, purpose: str) -> Hit:
    details = " · ".join((one.number, one.day.isoformat(), purpose))
    return Hit(Text("Appointment"), one.name, details, url_for("appointments.show", appointment_id=one.id))
