"""Looking at gas accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.exc import NoResultFound

from app.billing.accounts.feature import SEE
from app.billing.accounts.models import GasAccount
from app.billing.accounts.rules import LARGEST_POSITION
from app.billing.meters import queries as meters
from app.billing.meters.models import Installation, Meter
from app.billing.meters.queries import in_parts
from app.customers.files import queries as customers
from app.customers.files.models import Customer
from app.customers.files.queries import Seen
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.batches.queries import published
from app.search.index import matching
from app.web.converters import id_in
from app.web.paging import Order, Page, capped_count, page_of

_LOOKED_THROUGH = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of accounts is narrowed to."""

    q: str = ""
    category: str | None = None
    book: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """An account of any import, applied or not, as a new sheet is compared with it."""

    account: GasAccount
    meter: str | None
    customer: str
    published: bool


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on GasAccount for what this actor may know of; for EVERY list, search, count and export.

    An account of an import that is not applied is nobody's business (O-15).
    """
    return published(GasAccount.batch_id) if actor.may(SEE.name) else false()


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an account, such as attachments; None for other subjects (O-12)."""
    found = id_in(subject, "account")
    if found is None:
        return None
    query = select(GasAccount.id).where(GasAccount.id == found, visible(actor))
    return db.session.scalar(query) is not None


def account(account_id: int, actor: Actor) -> GasAccount:
    """The account as stored now. Raises NoResultFound for what is not there or not his business."""
    query = select(GasAccount).where(GasAccount.id == account_id, visible(actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def accounts_by_number(numbers: Collection[str]) -> dict[str, GasAccount]:
    """Account number -> account, for those that are there, whoever asks; imports that are not applied left out."""
    query = select(GasAccount).where(published(GasAccount.batch_id))
    found = (one for part in in_parts(numbers) for one in db.session.scalars(query.where(GasAccount.number.in_(part))))
    return {one.number: one for one in found}


def registered(numbers: Collection[str]) -> dict[str, Registered]:
    """Account number -> what is stored under it, also by imports that are not applied."""
    rows = (
        row
        for part in in_parts(numbers)
        for row in db.session.execute(
            _with_meter(select(GasAccount))
            .join(Customer, Customer.id == GasAccount.customer_id)
            .add_columns(Customer.number, published(GasAccount.batch_id))
            .where(GasAccount.number.in_(part))
        )
    )
    return {row[0].number: Registered(*row) for row in rows}


def is_taken(number: str) -> bool:
    """Whether an account of this number is there, also one of an import that is not applied."""
    return bool(db.session.scalar(select(exists().where(GasAccount.number == number))))


def customers_by_number(numbers: Collection[str], actor: Actor) -> dict[str, int]:
    """Customer number -> id, for the customers whose cards this actor may see."""
    query = select(Customer.number, Customer.id).where(customers.card_visible(actor))
    rows = (row for part in in_parts(numbers) for row in db.session.execute(query.where(Customer.number.in_(part))))
    return {row.number: row.id for row in rows}


def customer_id_of(number: str, actor: Actor) -> int:
    """The id of the customer of this number. Raises Refused where this actor may see none."""
    found = customers_by_number([number.upper()], actor)
    if not found:
        raise Refused(Text("There is no customer with the number %(number)s.", number=number[:40]), field="customer")
    return found[number.upper()]


def card_of(customer_id: int, actor: Actor) -> Seen | None:
    """The customer's card and whether more may be seen; None where this actor may not even see the card."""
    try:
        return customers.seen(customer_id, actor)
    except NoResultFound:
        return None


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Rows of account and meter number, by account number; one reading book in the order of its round."""
    by_number = [Order(GasAccount.number)]
    on_the_round = [Order(func.coalesce(GasAccount.position, LARGEST_POSITION + 1)), Order(GasAccount.id)]
    order = on_the_round if filters.book else by_number
    return page_of(db.session(), _with_meter(_filtered(filters, actor)), order, after=after)


def count(filters: Filters, actor: Actor) -> int:
    """How many accounts the list has, counted to 10,001."""
    return capped_count(db.session(), _filtered(filters, actor))


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """Rows of account and meter number: the accounts of one customer."""
    query = _with_meter(select(GasAccount).where(GasAccount.customer_id == customer_id, visible(actor)))
    return db.session.execute(query.order_by(GasAccount.id)).all()


def found(query: str, actor: Actor) -> Sequence[Any]:
    """Rows of account and meter number that answer the search box: the exact numbers, then others."""
    plain = query.strip()
    here = meters.accounts_of_meter(plain.upper())
    exact = or_(GasAccount.number == plain, GasAccount.id.in_(here))
    ids = matching("account", query)
    asked = [exact] if ids is None else [exact, GasAccount.id.in_(ids)]
    rows = (
        row
        for condition in asked
        for row in db.session.execute(
            _with_meter(select(GasAccount).where(condition, visible(actor))).limit(_LOOKED_THROUGH)
        )
    )
    return list({row[0].id: row for row in rows}.values())


def _filtered(filters: Filters, actor: Actor) -> Select[Any]:
    query = select(GasAccount).where(visible(actor))
    if filters.q:
        ids = matching("account", filters.q)
        query = query.where(GasAccount.id.in_(ids) if ids is not None else false())
    for column, wanted in (
        (GasAccount.category, filters.category),
        (GasAccount.book, filters.book),
        (GasAccount.state, filters.state),
    ):
        if wanted:
            query = query.where(column == wanted)
    return query


def _with_meter(query: Select[Any]) -> Select[Any]:
    hangs = and_(Installation.account_id == GasAccount.id, Installation.removed_on.is_(None))
    return (
        query.add_columns(Meter.number.label("meter"))
        .outerjoin(Installation, hangs)
        .outerjoin(Meter, Meter.id == Installation.meter_id)
    )
