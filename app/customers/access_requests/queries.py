"""The looks at requests to read files, at leave to read, and at who has read what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from app.customers.access_requests.feature import SEE
from app.customers.access_requests.models import AccessRequest
from app.customers.access_requests.rules import ASKED
from app.customers.files.feature import SEEN
from app.customers.files.models import Customer
from app.customers.files.queries import file_visible, ids_of
from app.domain.actor import Actor
from app.extensions import db
from app.office.history.models import Entry
from app.office.journal.queries import between
from app.office.staff.models import Department, Staff
from app.web.converters import id_in
from app.web.paging import Order, Page, page_of

PLACE = "/customers/access-requests"  # where the pages of requests stand
MOST_SHOWN = 50
READS = (SEEN.name, "customers.shown", "contacts.shown", "papers.shown")  # what history calls a reading


@dataclass(frozen=True, slots=True)
class Filters:
    """What the log of reading is narrowed to; None for everything."""

    since: date | None = None
    until: date | None = None
    staff_id: int | None = None
    customer_id: int | None = None


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on AccessRequest joined with Customer: one's own, and with SEE those of files one may read."""
    own = AccessRequest.staff_id == actor.staff_id
    return or_(own, file_visible(actor)) if actor.may(SEE.name) else own


def listing(actor: Actor, state: str | None, *, after: str | None = None) -> Page[Any]:
    """Requests that this actor may see, newest first, as rows of AccessRequest, Customer, asker, department."""
    query = _seen(actor).where(AccessRequest.state == state) if state else _seen(actor)
    return page_of(db.session(), query, [Order(AccessRequest.id, descending=True)], after=after)


def request(request_id: int, actor: Actor) -> Any:
    """One request as a row of AccessRequest, Customer, asker, department. Raises NoResultFound."""
    query = _seen(actor).where(AccessRequest.id == request_id)
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The newest requests to read one file. Raises nothing: ask `file_of` first."""
    query = _seen(actor).where(AccessRequest.customer_id == customer_id)
    return db.session.execute(query.order_by(AccessRequest.id.desc()).limit(MOST_SHOWN)).all()


def waiting(customer_id: int, staff_id: int | None) -> AccessRequest | None:
    """The request of this person for this file that waits for a decision."""
    query = select(AccessRequest).where(AccessRequest.customer_id == customer_id, AccessRequest.state == ASKED)
    return db.session.scalars(query.where(AccessRequest.staff_id == staff_id)).one_or_none()


def reads(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Who looked at which file and had which fields shown, newest first, of the files this actor may read (O-07).

    What was read under the number of a file that was made one with another stays, for those who may read that one.
    """
    now = aliased(Customer)
    query: Select[Any] = select(Entry).add_columns(Customer.number, Customer.name)
    query = query.join(Customer, Customer.id == Entry.customer_id)
    query = query.join(now, now.id == func.coalesce(Customer.merged_into_id, Customer.id))
    query = query.where(Entry.action.in_(READS), file_visible(actor, now), *between(filters.since, filters.until))
    if filters.staff_id:
        query = query.where(Entry.staff_id == filters.staff_id)
    if filters.customer_id is not None:
        query = query.where(Entry.customer_id.in_(ids_of(filters.customer_id)))
    return page_of(db.session(), query, [Order(Entry.id, descending=True)], after=after)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what was done to a request; None for other subjects."""
    request_id = id_in(subject, "access_request")
    if request_id is None:
        return None
    return db.session.execute(_seen(actor).where(AccessRequest.id == request_id)).first() is not None


def _seen(actor: Actor) -> Select[Any]:
    return (
        select(AccessRequest, Customer)
        .add_columns(Staff.name.label("asker"), Department.name.label("department"))
        .join(Customer, Customer.id == AccessRequest.customer_id)
        .join(Staff, Staff.id == AccessRequest.staff_id)
        .outerjoin(Department, Department.id == Staff.department_id)
        .where(visible(actor))
    )
