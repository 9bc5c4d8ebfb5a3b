"""Looks at the contacts of customers. Whoever asks has looked at the file before: contacts are file matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, false, select

from app.customers.contacts.models import Contact
from app.customers.contacts.rules import Known
from app.extensions import db
from app.office.batches.queries import published
from app.search.tokens import tokens_of

ASKED_AT_ONCE = 500


def contacts_of(customer_id: int) -> Sequence[Contact]:
    """The contacts of a customer: the main one first, then who is there, then who has left (C-08)."""
    query = select(Contact).where(Contact.customer_id == customer_id, published(Contact.batch_id))
    order = (Contact.main.desc(), Contact.left_on.is_not(None), Contact.id)
    return db.session.scalars(query.order_by(*order).execution_options(populate_existing=True)).all()


def contact_of(customer_id: int, contact_id: int) -> Contact:
    """One contact of a customer as stored now. Raises NoResultFound."""
    query = select(Contact).where(Contact.id == contact_id, Contact.customer_id == customer_id)
    query = query.where(published(Contact.batch_id)).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def present(customer_ids: Collection[int]) -> dict[int, list[Contact]]:
    """Who is there at each of these customers, the main contact first: what a sheet takes along."""
    found: dict[int, list[Contact]] = defaultdict(list)
    for part in _parts(customer_ids):
        query = select(Contact).where(part, Contact.left_on.is_(None), published(Contact.batch_id))
        for contact in db.session.scalars(query.order_by(Contact.main.desc(), Contact.id)):
            found[contact.customer_id].append(contact)
    return found


def present_choices(customer_id: int, *, but: int | None = None) -> list[tuple[int, str]]:
    """The contacts who are there still, as choices by name."""
    query = select(Contact.id, Contact.name).where(Contact.customer_id == customer_id, Contact.left_on.is_(None))
    query = query.where(published(Contact.batch_id), Contact.id != (but or 0)).order_by(Contact.id)
    return [(row.id, row.name) for row in db.session.execute(query)]


def known(customer_ids: Collection[int]) -> dict[int, list[Known]]:
    """Who is there at each of these customers, what a running import brings included; one query for five hundred."""
    found: dict[int, list[Known]] = defaultdict(list)
    for row in _reached(customer_ids):
        found[row.customer_id].append(Known(row.id, row.name, row.mobile, row.phone, row.main))
    return found


def named(customer_ids: Collection[int]) -> dict[tuple[int, str], Contact]:
    """The contacts who are there at these customers, by customer and name; of two the first: what sheets compare."""
    found: dict[tuple[int, str], Contact] = {}
    for part in _parts(customer_ids):
        query = select(Contact).where(part, Contact.left_on.is_(None)).order_by(Contact.id)
        for contact in db.session.scalars(query.execution_options(populate_existing=True)):
            found.setdefault((contact.customer_id, contact.name), contact)
    return found


def tokens(customer_ids: Collection[int]) -> dict[int, set[str]]:
    """By what the search box finds these customers beside their cards: their contacts' names and numbers."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in _reached(customer_ids):
        phones = [number for number in (row.mobile, row.phone) if number]
        found[row.customer_id] |= tokens_of(name=row.name, phones=phones)
    return found


def _reached(customer_ids: Collection[int]) -> Iterator[Any]:
    """How those who are there are called, as plain rows: many of them are read at once."""
    columns = (Contact.name, Contact.mobile, Contact.phone, Contact.main)
    for part in _parts(customer_ids):
        query = select(Contact.id, Contact.customer_id, *columns).where(part, Contact.left_on.is_(None))
        yield from db.session.execute(query.order_by(Contact.id))


def _parts(customer_ids: Collection[int]) -> Iterator[ColumnElement[bool]]:
    ids = sorted(set(customer_ids))
    return (Contact.customer_id.in_(ids[n : n + ASKED_AT_ONCE]) for n in range(0, len(ids), ASKED_AT_ONCE))


def is_free(customer_id: int, name: str, *, but: int | None = None) -> bool:
    """Whether nobody of this name is among those who are there."""
    query = select(Contact.id).where(Contact.customer_id == customer_id, Contact.left_on.is_(None))
    query = query.where(Contact.name == name if name else false(), Contact.id != (but or 0))
    return db.session.scalar(query.limit(1)) is None
