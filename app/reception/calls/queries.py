"""Looks at calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import aliased

from app.customers.files.models import Customer
from app.customers.files.queries import seen as customer_seen
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff
from app.reception.calls import rules
from app.reception.calls.feature import SEE
from app.reception.calls.models import Call
from app.reception.counters.models import Purpose
from app.reception.queue.rules import phone_of
from app.search.index import matching
from app.web.paging import Order, Page, page_of

NEWEST_FIRST = (Order(Call.id, descending=True),)
MOST_OFFERED = 5
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a day, who took the call, words or a number, repeated calls only."""

    day: date | None = None
    staff_id: int | None = None
    text: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A call as a reader sees it: who took it, its purpose, the customer, the number of the first on its matter."""

    call: Call
    staff: str | None
    purpose: str
    customer: str | None
    first: str | None


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Call under which this actor may see it (O-07): the register of calls is one."""
    return true() if actor.may(SEE.name) else false()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The calls that this actor may see, newest first, as rows of the fields of `Seen`."""
    query = _seen(actor)
    if filters.day:
        query = query.where(Call.day == filters.day)
    if filters.staff_id:
        query = query.where(Call.staff_id == filters.staff_id)
    if filters.repeated:
        query = query.where(Call.matter_of_id.is_not(None))
    if filters.text:
        query = query.where(_says(filters.text))
    return page_of(db.session(), query, NEWEST_FIRST, after=after)


def call(call_id: int, actor: Actor) -> Seen:
    """One call. Raises NoResultFound."""
    return Seen(*db.session.execute(_seen(actor).where(Call.id == call_id)).one())


def same_matter(one: Call, actor: Actor) -> Sequence[Any]:
    """The other calls on the matter of this one, oldest first, as rows of the fields of `Seen` (R-152)."""
    first = rules.first_of(one)
    others = _seen(actor).where(or_(Call.id == first, Call.matter_of_id == first), Call.id != one.id)
    return db.session.execute(others.order_by(Call.id).limit(MOST_SHOWN)).all()


def may_be_about(
    phone: str | None,
    customer_id: int | None,
    day: date,
    repeat_days: int,
    actor: Actor,
    *,
    call_id: int | None = None,
) -> Sequence[Any]:
    """Calls of this person whose matter may be meant again, newest first, one for each matter (R-152).

    `call_id` is one that was chosen already and is offered whoever calls.
    """
    whose = or_(of_person(phone, customer_id), Call.id == (call_id or 0))
    recent = select(func.max(Call.id)).where(whose, Call.day >= rules.since(day, repeat_days))
    newest = recent.group_by(func.coalesce(Call.matter_of_id, Call.id))
    query = _seen(actor).where(Call.id.in_(newest)).order_by(Call.id.desc()).limit(MOST_OFFERED)
    return db.session.execute(query).all()


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The calls of a customer, and those from his telephone, newest first. Raises NoResultFound for no customer."""
    known = customer_seen(customer_id, actor).customer
    query = _seen(actor).where(of_person(known.phone, customer_id))
    return db.session.execute(query.order_by(Call.id.desc()).limit(MOST_SHOWN)).all()


def invited_on(phone: str | None, customer_id: int | None, day: date, repeat_days: int) -> Call | None:
    """The newest call of this person, by telephone or as a customer, of today or by which he was invited since."""
    said = or_(Call.day == day, Call.invited, Call.invited_for == day)
    recent = select(Call).where(of_person(phone, customer_id), said, Call.day >= rules.since(day, repeat_days))
    return db.session.scalars(recent.order_by(Call.id.desc()).limit(1)).first()


def found(text: str, actor: Actor) -> Sequence[Any]:
    """The calls that answer a question of the search box, newest first, as rows of the fields of `Seen`."""
    return db.session.execute(_seen(actor).where(_called(text)).order_by(Call.id.desc()).limit(MOST_OFFERED)).all()


def of_person(phone: str | None, customer_id: int | None) -> ColumnElement[bool]:
    """The condition on Call that it came from this telephone or customer; nobody is meant by neither."""
    plain = phone_of(phone or "")
    by_phone: ColumnElement[bool] = Call.phone == plain if plain else false()
    return or_(by_phone, Call.customer_id == customer_id if customer_id else false())


def _called(text: str) -> ColumnElement[bool]:
    ids = matching("call", text)
    return Call.id.in_(ids) if ids is not None else false()


def _says(text: str) -> ColumnElement[bool]:
    words = (Call.matter, Call.answer, Call.source)
    return or_(_called(text), *(one.icontains(text, autoescape=True) for one in words))


def _seen(actor: Actor) -> Select[Any]:
    first = aliased(Call)
    return (
        select(Call, Staff.name.label("staff"), Purpose.name.label("purpose"), Customer.number.label("customer"))
        .add_columns(first.number.label("first"))
        .join(Purpose, Purpose.id == Call.purpose_id)
        .outerjoin(Staff, Staff.id == Call.staff_id)
        .outerjoin(Customer, (Customer.id == Call.customer_id) & customer_visible(actor))
        .outerjoin(first, first.id == Call.matter_of_id)
        .where(visible(actor))
    )
