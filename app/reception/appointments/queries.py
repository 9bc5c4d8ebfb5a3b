"""The looks at appointments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.columns import UtcDateTime
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.calendar.queries import calendar
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.reception.appointments.feature import SEE
from app.reception.appointments.models import Appointment
from app.reception.appointments.policy import AppointmentPolicy
from app.reception.appointments.rules import ANNOUNCED, EXPECTED, place_of
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit
from app.reception.queue.rules import APPOINTMENT, NewVisit, phone_of
from app.search.index import matching
from app.web.paging import Order, Page, page_of

MOST_SHOWN = 50
MOST_FOUND = 5
WITHOUT_TIME = datetime(2999, 1, 1, tzinfo=UTC)  # those without a time stand behind the others of their day
BY_TIME = (Order(Appointment.day), Order(func.coalesce(Appointment.at, literal(WITHOUT_TIME, UtcDateTime))),
           Order(Appointment.id))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a day (None: today and all to come), a state, whose visitor, words."""

    day: date | None = None
    state: str | None = None
    staff_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """An appointment as a reader sees it: what for, whose visitor, the customer, the old customer, his visit."""

    appointment: Appointment
    purpose: str
    staff: str | None
    customer: str | None
    announced_by: str | None
    announced_number: str | None
    visit: str | None


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Appointment under which this actor may see it (O-07)."""
    return true() if actor.may(SEE.name) else false()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Appointments that this actor may see, by day and time, as rows of the fields of `Seen`."""
    query = _seen(actor)
    if filters.day or not filters.text:
        on = Appointment.day == filters.day if filters.day else Appointment.day >= clock.today()
        query = query.where(on)
    if filters.state:
        query = query.where(Appointment.state == filters.state)
    if filters.staff_id:
        query = query.where(Appointment.staff_id == filters.staff_id)
    if filters.text:
        query = query.where(_called(filters.text))
    return page_of(db.session(), query, BY_TIME, after=after)


def appointment(appointment_id: int, actor: Actor) -> Seen:
    """One appointment. Raises NoResultFound."""
    query = _seen(actor).where(Appointment.id == appointment_id)
    return Seen(*db.session.execute(query.execution_options(populate_existing=True)).one())


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The appointments of a customer, newest first, as rows of the fields of `Seen`."""
    mine = or_(Appointment.customer_id == customer_id, Appointment.announced_by_id == customer_id)
    return db.session.execute(_seen(actor).where(mine).order_by(Appointment.id.desc()).limit(MOST_SHOWN)).all()


def found(text: str, actor: Actor) -> Sequence[Any]:
    """The appointments that answer the search box, newest first, as rows of the fields of `Seen`."""
    rows = _seen(actor).where(_called(text)).order_by(Appointment.id.desc()).limit(MOST_FOUND)
    return db.session.execute(rows).all()


def expected(phone: str | None, name: str | None, customer_id: int | None) -> Sequence[Appointment]:
    """Who of those expected today may stand at the door, the earliest first: by telephone, file or whole name."""
    same: list[ColumnElement[bool]] = [Appointment.customer_id == customer_id] if customer_id else []
    if plain := phone_of(phone or ""):
        same.append(Appointment.phone == plain)
    if name:
        same.append(Appointment.name == name)
    today = select(Appointment).where(Appointment.day == clock.today(), Appointment.state == EXPECTED)
    rows = today.where(or_(*same)).order_by(*(one.column for one in BY_TIME)).limit(MOST_FOUND)
    return db.session.scalars(rows).all() if same else ()


def as_visit(one: Appointment) -> NewVisit:
    """What the door is to register of an expected visitor who comes now."""
    rules = policy.of(AppointmentPolicy, clock.today())
    announced = one.kind == ANNOUNCED
    return NewVisit(
        purpose_id=one.purpose_id,
        name=one.name,
        phone=one.phone,
        channel=APPOINTMENT,
        customer_id=one.customer_id,
        party=one.party,
        needs=one.note,
        asked_for=() if announced or one.staff_id is None else (one.staff_id,),
        brought_by_id=one.announced_by_id if announced else None,
        announced_for_id=one.staff_id if announced else None,
        appointment_id=one.id,
        place=place_of(one.at, clock.now(), rules.place, rules.early, rules.late),
    )


def waiting_today(actor: Actor) -> tuple[int, int]:
    """How many are expected today, and how many of them by this actor himself."""
    query = select(Appointment.staff_id, func.count().label("number")).where(visible(actor))
    today = query.where(Appointment.day == clock.today(), Appointment.state == EXPECTED)
    counts = {row.staff_id: row.number for row in db.session.execute(today.group_by(Appointment.staff_id))}
    return sum(counts.values()), counts.get(actor.staff_id, 0) if actor.staff_id else 0


def missed(today: date) -> list[int]:
    """Those whose day is over and who did not come, as ids."""
    over = select(Appointment.id).where(Appointment.state == EXPECTED, Appointment.day < today)
    return list(db.session.scalars(over.order_by(Appointment.id)))


def is_working_day(day: date) -> bool:
    """Tell whether the office works on a day, as far as it knows."""
    return calendar(day.year, day.year).is_working_day(day)


def _called(text: str) -> ColumnElement[bool]:
    ids = matching("appointment", text)
    return Appointment.id.in_(ids) if ids is not None else false()


def _seen(actor: Actor) -> Select[Any]:
    old = aliased(Customer)
    return (
        select(Appointment, Purpose.name.label("purpose"), Staff.name.label("staff"), Customer.number.label("customer"))
        .add_columns(old.name.label("announced_by"), old.number.label("announced_number"))
        .add_columns(Visit.number.label("visit"))
        .join(Purpose, Purpose.id == Appointment.purpose_id)
        .outerjoin(Staff, Staff.id == Appointment.staff_id)
        .outerjoin(Customer, (Customer.id == Appointment.customer_id) & customer_visible(actor))
        .outerjoin(old, (old.id == Appointment.announced_by_id) & customer_visible(actor, old))
        .outerjoin(Visit, Visit.id == Appointment.visit_id)
        .where(visible(actor))
    )
