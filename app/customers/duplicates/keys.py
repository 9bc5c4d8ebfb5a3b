"""Keeping what customers are compared by: written anew in the unit in which a file is saved, for many files at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, or_, select

from app.columns import table_of
from app.customers.contacts.models import Contact
from app.customers.duplicates import confirming
from app.customers.duplicates.kinds import more_keys
from app.customers.duplicates.models import DuplicateKey, DuplicatePair
from app.customers.duplicates.rules import LONGEST, PHONE, keys_of, phones_of
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.unit_of_work import current_work

AT_ONCE = 1000
Row = dict[str, Any]


def saved(ids: Sequence[int], *, by: Actor) -> None:
    """Write the keys of these customers anew (hook `customers_saved`)."""
    for start in range(0, len(ids), AT_ONCE):
        write(ids[start : start + AT_ONCE])
    confirming.remember(ids, by=by)


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
    found = list(_keys(ids))
    _forget(ids)
    if found:
        current_work().session.execute(insert(table_of(DuplicateKey)), found)


def _forget(ids: Sequence[int]) -> None:
    gone = delete(DuplicateKey).where(DuplicateKey.customer_id.in_(ids))
    current_work().session.execute(gone.execution_options(synchronize_session=False))


def _keys(ids: Sequence[int]) -> Iterator[Row]:
    seen = set()
    for row in (*_own(ids), *_of_contacts(ids), *_of_others(ids)):
        key = (row["customer_id"], row["kind"], row["value"], row["source"])
        if key not in seen:
            seen.add(key)
            yield row


def _own(ids: Sequence[int]) -> Iterator[Row]:
    top = func.coalesce(Customer.merged_into_id, Customer.id)
    query = select(top.label("top"), Customer.id, Customer.name, Customer.phone, Customer.uscc, Customer.address)
    query = query.where(or_(Customer.merged_into_id.in_(ids), Customer.id.in_(ids) & Customer.merged_into_id.is_(None)))
    for row in current_work().session.execute(query.order_by(Customer.id)):
        source = "" if row.top == row.id else f"customer:{row.id}"
        values: Mapping[str, Any] = {name: getattr(row, name) for name in ("name", "phone", "uscc", "address")}
        for kind, value in keys_of(values):
            yield _row(row.top, kind, value, source)


def _of_contacts(ids: Sequence[int]) -> Iterator[Row]:
    query = select(Contact.id, Contact.customer_id, Contact.phone, Contact.mobile)
    query = query.join(Customer, Customer.id == Contact.customer_id).where(Customer.merged_into_id.is_(None))
    query = query.where(Contact.customer_id.in_(ids), Contact.left_on.is_(None)).order_by(Contact.id)
    for row in current_work().session.execute(query):
        for phone in phones_of(row.phone) | phones_of(row.mobile):
            yield _row(row.customer_id, PHONE, phone, f"contact:{row.id}")


def _of_others(ids: Sequence[int]) -> Iterator[Row]:
    for customer_id, kind, value, source in more_keys(ids):
        values = phones_of(value) if kind == PHONE else {value.strip().upper()} - {""}
        for one in values:
            yield _row(customer_id, kind, one, source)


def _row(customer_id: int, kind: str, value: str, source: str) -> Row:
    return {"customer_id": customer_id, "kind": kind, "value": value[:LONGEST], "source": source}
