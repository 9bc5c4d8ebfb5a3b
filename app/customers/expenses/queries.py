"""Looks at expense claims: one's own, or all for finance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from app.customers.expenses.feature import CHECK
from app.customers.expenses.models import ExpenseClaim
from app.customers.expenses.rules import CLAIMED
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, page_of

NEWEST_FIRST = (Order(ExpenseClaim.id, descending=True),)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of claims is narrowed to; `q` is a claim's number or the customer's name."""

    q: str = ""
    state: str | None = None
    kind: str | None = None
    staff_id: int | None = None
    since: date | None = None
    until: date | None = None


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on ExpenseClaim under which this actor may see it: his own, and all for who checks them."""
    return true() if actor.may(CHECK.name) else ExpenseClaim.staff_id == actor.staff_id


def page(filters: Filters, actor: Actor, after: str | None) -> Page[Any]:
    """One page of claims, newest first, as rows of ExpenseClaim, `staff` and `department`."""
    return page_of(db.session(), _filtered(filters, actor), NEWEST_FIRST, after=after)


def every(filters: Filters, actor: Actor) -> Sequence[Any]:
    """Every claim that the filters let through, oldest first, for export."""
    return db.session.execute(_filtered(filters, actor).order_by(ExpenseClaim.id)).all()


def one(claim_id: int, actor: Actor) -> Any:
    """One claim as a row of ExpenseClaim, `staff` and `department`. Raises NoResultFound."""
    query = _claims(actor).where(ExpenseClaim.id == claim_id)
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def customer_of(claim: ExpenseClaim, actor: Actor) -> Customer | None:
    """The customer of a claim, if this actor may know of him."""
    query = select(Customer).where(Customer.id == claim.customer_id, customer_visible(actor))
    return db.session.scalars(query).one_or_none()


def waiting() -> int:
    """How many claims wait for finance."""
    query = select(func.count()).select_from(ExpenseClaim).where(ExpenseClaim.state == CLAIMED)
    return db.session.scalar(query) or 0


def _filtered(filters: Filters, actor: Actor) -> Select[Any]:
    equal = {
        ExpenseClaim.state: filters.state,
        ExpenseClaim.kind: filters.kind,
        ExpenseClaim.staff_id: filters.staff_id,
    }
    query = _claims(actor).where(*(column == wanted for column, wanted in equal.items() if wanted is not None))
    if filters.q:
        named = ExpenseClaim.customer_name.icontains(filters.q, autoescape=True)
        query = query.where(or_(ExpenseClaim.number == filters.q.upper(), named))
    if filters.since:
        query = query.where(ExpenseClaim.spent_on >= filters.since)
    return query.where(ExpenseClaim.spent_on <= filters.until) if filters.until else query


def _claims(actor: Actor) -> Select[Any]:
    return (
        select(ExpenseClaim)
        .add_columns(Staff.name.label("staff"), Department.name.label("department"))
        .join(Staff, Staff.id == ExpenseClaim.staff_id)
        .outerjoin(Department, Department.id == ExpenseClaim.department_id)
        .where(visible(actor))
    )
