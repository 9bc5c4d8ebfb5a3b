"""What the registers know of a person: whose customer he is, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_, select

from app.customers.files.models import Customer
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.reception.claims.models import Registration
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.rules import Entry, Known, known_of
from app.reception.claims.words import STANDING


def known(customer_id: int | None, phone: str | None, day: date, *, but_visit: int | None = None) -> Known:
    """Whose customer somebody is on a day, by his file's id or else by his telephone (R-13, R-31, R-84, R-87).

    `but_visit` leaves out what that visit itself has registered.
    """
    entries = [_entry(one) for one in _standing(customer_id, phone) if but_visit is None or one.visit_id != but_visit]
    owner = db.session.scalar(select(Customer.owner_id).where(Customer.id == customer_id)) if customer_id else None
    people = {one.staff_id for one in entries} | ({owner} if owner else set())
    return known_of(entries, day, policy.of(ClaimPolicy, day), file_owner=owner, working=_working(people))


def person(customer_id: int | None, phone: str | None) -> ColumnElement[bool]:
    """The condition on Registration that it is of this person: his file's, or his telephone's before he had a file."""
    by_phone = and_(Registration.customer_id.is_(None), Registration.phone == phone) if phone else false()
    if customer_id is None:
        return Registration.phone == phone if phone else false()
    return or_(Registration.customer_id == customer_id, by_phone)


def _standing(customer_id: int | None, phone: str | None) -> Iterable[Registration]:
    query = select(Registration).where(person(customer_id, phone), Registration.state == STANDING)
    return db.session.scalars(query.order_by(Registration.registered_at, Registration.id)).all()


def _entry(one: Registration) -> Entry:
    return Entry(
        id=one.id,
        staff_id=one.staff_id,
        basis=one.basis,
        day=one.day,
        registered_at=one.registered_at,
        valid_until=one.valid_until,
        reviewed=one.reviewed_at is not None,
    )


def _working(ids: Iterable[int]) -> frozenset[int]:
    query = select(Staff.id).where(Staff.id.in_(sorted(ids)), Staff.active)
    return frozenset(db.session.scalars(query.order_by(Staff.id)))
