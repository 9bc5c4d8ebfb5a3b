"""Looks at registrations: whose they are, until when, and the register of one customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.names import tidy
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.reception.claims.feature import SEE
from app.reception.claims.models import Registration
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.queries.known import person
from app.reception.claims.words import STANDING
from app.web.paging import Order, Page, page_of

MINE, DEPARTMENT, ALL = "mine", "department", "all"
VALID, EXPIRING, EXPIRED, ENDED = "valid", "expiring", "expired", "ended"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: whose, how it stands with validity, a name or a phone number."""

    whose: str = MINE
    validity: str | None = None
    q: str = ""


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Registration under which this actor may see it: who registered whom is no file matter.

    What is of a customer whom he may not know of is left out.
    """
    if not actor.may(SEE.name):
        return false()
    known = select(Customer.id).where(Customer.id == Registration.customer_id, customer_visible(actor))
    return or_(Registration.customer_id.is_(None), known.correlate(Registration).exists())


def listing(filters: Filters, actor: Actor, day: date, *, after: str | None = None) -> Page[Any]:
    """Registrations with the name of their rep, newest first (R-83)."""
    query = _seen().where(visible(actor), _whose(filters.whose, actor))
    if filters.validity:
        query = query.where(_stands(filters.validity, day))
    if text := tidy(filters.q):
        query = query.where(or_(Registration.phone == text, Registration.name == text))
    return page_of(db.session(), query, [Order(Registration.id, descending=True)], after=after)


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The registrations of a customer, newest first, also those that have ended (R-84); at most a hundred."""
    phone = db.session.scalar(select(Customer.phone).where(Customer.id == customer_id))
    query = _seen().where(visible(actor), person(customer_id, phone))
    return db.session.execute(query.order_by(Registration.id.desc()).limit(100)).all()


def registrations_of(customer_id: int | None, phone: str | None) -> Sequence[Any]:
    """Every registration of a person, oldest first: the evidence of a dispute (R-87, R-88); at most a hundred."""
    query = _seen().where(person(customer_id, phone))
    return db.session.execute(query.order_by(Registration.registered_at, Registration.id).limit(100)).all()


def of_visit(visit_id: int) -> Sequence[Any]:
    """The registrations that a visit has made, oldest first."""
    return db.session.execute(_seen().where(Registration.visit_id == visit_id).order_by(Registration.id)).all()


def registration(registration_id: int, actor: Actor) -> Any:
    """One of them with the name of its rep. Raises NoResultFound."""
    query = _seen().where(Registration.id == registration_id, visible(actor))
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def validities(day: date) -> Callable[[Registration], str]:
    """How a registration stands on a day, as a question: valid, expiring, expired or ended (void or replaced)."""
    soon = _soon(day)

    def validity(row: Registration) -> str:
        if row.state != STANDING:
            return ENDED
        if row.valid_until < day:
            return EXPIRED
        return EXPIRING if row.valid_until <= soon else VALID

    return validity


def expiring(day: date) -> Sequence[Registration]:
    """The standing registrations that expire within the days of the warning (R-84), by the day."""
    query = select(Registration).where(Registration.state == STANDING, Registration.valid_until >= day)
    query = query.where(Registration.valid_until <= _soon(day))
    return db.session.scalars(query.order_by(Registration.valid_until, Registration.id)).all()


def _seen() -> Select[Any]:
    query = select(Registration).add_columns(Staff.name.label("rep"))
    return query.join(Staff, Staff.id == Registration.staff_id)


def _whose(whose: str, actor: Actor) -> ColumnElement[bool]:
    if whose == MINE:
        return Registration.staff_id == (actor.staff_id or 0)
    if whose == DEPARTMENT:
        home = select(Staff.department_id).where(Staff.id == (actor.staff_id or 0)).scalar_subquery()
        return Registration.staff_id.in_(select(Staff.id).where(Staff.department_id == home))
    return true()


def _stands(validity: str, day: date) -> ColumnElement[bool]:
    stands, soon = Registration.state == STANDING, _soon(day)
    return {
        VALID: and_(stands, Registration.valid_until >= day),
        EXPIRING: and_(stands, Registration.valid_until >= day, Registration.valid_until <= soon),
        EXPIRED: and_(stands, Registration.valid_until < day),
        ENDED: Registration.state != STANDING,
    }.get(validity, true())


def _soon(day: date) -> date:
    return day + timedelta(days=policy.of(ClaimPolicy, day).warn_days)
