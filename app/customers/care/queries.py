"""Who looks after a customer, who did, what they reported, and which important customers have too few (C-22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable, file_visible
from app.customers.owners.models import ContactReport, Spell
from app.customers.owners.policy import OwnerPolicy
from app.domain.actor import Actor
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.web.paging import Order, Page, capped_count, page_of

MOST_REPORTS = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of contact reports is narrowed to: whose, only those whose next contact is due, words."""

    own: bool = False
    due: bool = False
    text: str = ""


def ledger(customer_id: int) -> Sequence[Any]:
    """Who looks after a customer and who did, the latest first: rows of Spell and name. Ask for the file first."""
    query = select(Spell).add_columns(Staff.name.label("person")).join(Staff, Staff.id == Spell.staff_id)
    running_first = (Spell.until_at.is_not(None), Spell.part, Spell.id.desc())
    return db.session.execute(query.where(Spell.customer_id == customer_id).order_by(*running_first)).all()


def carers(customer_id: int) -> list[int]:
    """The ids of those who look after a customer now, the owner first."""
    query = select(Spell.staff_id).where(Spell.customer_id == customer_id, Spell.until_at.is_(None))
    return list(db.session.scalars(query.order_by(Spell.part, Spell.id)))


def reports_of(customer_id: int) -> Sequence[Any]:
    """The newest contact reports about a customer: rows as `listing`. Ask for the file first."""
    query = _with_names().where(ContactReport.customer_id == customer_id)
    return db.session.execute(query.order_by(ContactReport.id.desc()).limit(MOST_REPORTS)).all()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The contact reports about customers whose files the actor may read, newest first: with writer and customer."""
    query = _with_names().where(file_visible(actor))
    if filters.own:
        query = query.where(ContactReport.staff_id == actor.staff_id)
    if filters.due:
        query = query.where(_due())
    if filters.text:
        words = (Customer.name, Customer.number, ContactReport.number)
        said = [one.icontains(filters.text, autoescape=True) for one in words]
        query = query.where(said[0] | said[1] | said[2])
    return page_of(db.session(), query, [Order(ContactReport.id, descending=True)], after=after)


def report(report_id: int, actor: Actor) -> Any:
    """One contact report as a row of the list, fresh. Raises NoResultFound."""
    query = _with_names().where(ContactReport.id == report_id, file_visible(actor))
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def count_due(actor: Actor) -> int:
    """How many next contacts of this member of staff are due or overdue today."""
    query = select(ContactReport.id).join(Customer, Customer.id == ContactReport.customer_id)
    return capped_count(
        db.session(), query.where(ContactReport.staff_id == actor.staff_id, _due(), file_visible(actor))
    )


def short_of(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Important customers that fewer look after than the office wants, of those whose files the actor may change.

    Rows of Customer, the owner's name, and how many look after the customer (C-22).
    """
    query = _short(actor).order_by(None)
    return page_of(db.session(), query, [Order(Customer.id)], after=after)


def count_short(actor: Actor) -> int:
    """How many customers `short_of` lists, counted to 10,001."""
    return capped_count(db.session(), _short(actor))


def short_among(ids: Iterable[int], actor: Actor) -> dict[int, int]:
    """Of these customers, the important ones whose files this actor may read and too few look after -> how many do."""
    query = select(Customer.id, _many()).where(Customer.id.in_(list(ids)), Customer.important, _too_few())
    query = query.where(file_visible(actor))
    return {row[0]: row[1] for row in db.session.execute(query)}


def _short(actor: Actor) -> Select[Any]:
    query = select(Customer).add_columns(Staff.name.label("owner"), _many().label("many"))
    query = query.outerjoin(Staff, Staff.id == Customer.owner_id)
    return query.where(Customer.important, file_editable(actor), _too_few())


def _many() -> Any:
    running = select(func.count(Spell.id)).where(Spell.customer_id == Customer.id, Spell.until_at.is_(None))
    return running.scalar_subquery()


def _too_few() -> ColumnElement[bool]:
    too_few: ColumnElement[bool] = _many() < policy.of(OwnerPolicy).min_contacts
    return too_few


def _due() -> ColumnElement[bool]:
    """The next contact is due, and nobody has reported one since."""
    later = aliased(ContactReport)
    since = select(later.id).where(later.customer_id == ContactReport.customer_id, later.id > ContactReport.id)
    return (ContactReport.next_on <= clock.today()) & ~since.exists()


def _with_names() -> Select[Any]:
    query = select(ContactReport).add_columns(Staff.name.label("writer"), Customer)
    query = query.join(Staff, Staff.id == ContactReport.staff_id)
    return query.join(Customer, Customer.id == ContactReport.customer_id)
