"""Keeping what customers are compared by: written anew in the unit in which a file is saved, for many files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, or_, select, text

from app.customers.contacts.models import Contact
from app.customers.duplicates import confirming
from app.customers.duplicates.kinds import Found, more_keys
from app.customers.duplicates.models import DuplicateKey, DuplicatePair
from app.customers.duplicates.rules import LONGEST, PHONE, keys_of, phones_of
from app.customers.files.kinds import Opened
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.unit_of_work import current_work

AT_ONCE = 1000
COLUMNS = ("name", "phone", "uscc", "address")
_JUST_OPENED = "customers opened in this unit"
_STORE = text(
    "INSERT INTO duplicate_keys (customer_id, kind, value, source) VALUES (:customer_id, :kind, :value, :source) "
    "ON CONFLICT DO NOTHING"
)
Row = dict[str, Any]


def opened(files: Sequence[Opened], *, by: Actor) -> None:  # noqa: ARG001  asked with it
    """Write the keys of new files from what was just stored, without asking for it again (hook `customers_opened`)."""
    rows = (
        _row(one.id, kind, value, "")
        for one in files
        for kind, value in keys_of({name: getattr(one, name) for name in COLUMNS})
    )
    _insert(rows)
    session = current_work().session
    session.info[_JUST_OPENED] = (session.get_transaction(), {one.id for one in files})


def saved(ids: Sequence[int], *, by: Actor) -> None:
    """Write the keys of these customers anew (hook `customers_saved`); those of new files are just written."""
    session = current_work().session
    transaction, new = session.info.pop(_JUST_OPENED, (None, set()))
    known = [one for one in ids if one not in new] if transaction is session.get_transaction() else ids
    for start in range(0, len(known), AT_ONCE):
        write(known[start : start + AT_ONCE])
    confirming.remember(ids, by=by)


def add(found: Iterable[Found]) -> None:
    """Add what another feature has just made for customers, without asking everybody for everything again."""
    _insert(_more(found))


def withdrawn(ids: Sequence[int]) -> None:
    """Take back the keys and pairs of customers who go with their import (hook `customers_withdrawn`)."""
    session, quiet = current_work().session, {"synchronize_session": False}
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        gone = delete(DuplicatePair).where(or_(DuplicatePair.first_id.in_(part), DuplicatePair.second_id.in_(part)))
        session.execute(gone.execution_options(**quiet))
        _forget(part)


def write(ids: Sequence[int]) -> None:
    """Write the keys of at most a thousand customers anew, in the unit that is under way.

    A file that was made one with another has none of its own: what it was found by finds the survivor.
    """
    found = [*_own(ids), *_of_contacts(ids), *_more(more_keys(ids))]
    _forget(ids)
    _insert(found)


def _insert(rows: Iterable[Row]) -> None:
    """Store keys; one that is there already stays."""
    found = list(rows)
    if found:
        current_work().session.execute(_STORE, found)


def _forget(ids: Sequence[int]) -> None:
    gone = delete(DuplicateKey).where(DuplicateKey.customer_id.in_(ids))
    current_work().session.execute(gone.execution_options(synchronize_session=False))


def _own(ids: Sequence[int]) -> Iterator[Row]:
    top = func.coalesce(Customer.merged_into_id, Customer.id)
    query = select(top.label("top"), Customer.id, *(getattr(Customer, name) for name in COLUMNS))
    query = query.where(or_(Customer.merged_into_id.in_(ids), Customer.id.in_(ids) & Customer.merged_into_id.is_(None)))
    for row in current_work().session.execute(query.order_by(Customer.id)):
        source = "" if row.top == row.id else f"customer:{row.id}"
        values: Mapping[str, Any] = {name: getattr(row, name) for name in COLUMNS}
        for kind, value in keys_of(values):
            yield _row(row.top, kind, value, source)


def _of_contacts(ids: Sequence[int]) -> Iterator[Row]:
    query = select(Contact.id, Contact.customer_id, Contact.phone, Contact.mobile)
    query = query.join(Customer, Customer.id == Contact.customer_id).where(Customer.merged_into_id.is_(None))
    query = query.where(Contact.customer_id.in_(ids), Contact.left_on.is_(None)).order_by(Contact.id)
    for row in current_work().session.execute(query):
        for phone in phones_of(row.phone) | phones_of(row.mobile):
            yield _row(row.customer_id, PHONE, phone, f"contact:{row.id}")


def _more(found: Iterable[Found]) -> Iterator[Row]:
    for customer_id, kind, value, source in found:
        for one in phones_of(value) if kind == PHONE else {value.strip().upper()} - {""}:
            yield _row(customer_id, kind, one, source)


def _row(customer_id: int, kind: str, value: str, source: str) -> Row:
    return {"customer_id": customer_id, "kind": kind, "value": value[:LONGEST], "source": source}
