"""Which customer a row of a sheet is, if the office knows him already: by credit code, else by name and phone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from app.customers.files.models import Customer
from app.customers.files.queries import file_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.batches.queries import published
from app.office.staff.models import Staff

Key = tuple[str, ...]
Known = tuple[Customer, bool]
ASKED_AT_ONCE = 500


def key_of(values: Mapping[str, Any]) -> Key:
    """By what a row is known again: its credit code, else name and phone, else name and address.

    Equal names alone make nobody the same.
    """
    if values["uscc"]:
        return ("uscc", values["uscc"])
    if values["phone"]:
        return ("phone", values["name"], values["phone"])
    return ("address", values["name"], values["address"] or "")


def known(rows: Sequence[Mapping[str, Any]], by: Actor) -> dict[Key, Known]:
    """The customers that any of the rows may be, by every key they are known by, with whether `by` may see the file.

    Set-based: two queries for five hundred rows. Where a key names several, the first opened holds.
    """
    found: dict[Key, Known] = {}
    for part in _parts(rows, ASKED_AT_ONCE):
        names = {row["name"] for row in part}
        codes = {row["uscc"] for row in part if row["uscc"]}
        for condition in (Customer.name.in_(names), Customer.uscc.in_(codes)):
            for customer, file in _customers(condition, by):
                for key in _keys(customer):
                    found.setdefault(key, (customer, file))
    return found


def owners() -> dict[str, list[tuple[int, int | None]]]:
    """Members of staff who may own a customer: name -> [(id, department)]."""
    people: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for row in db.session.execute(select(Staff).where(Staff.active).order_by(Staff.id)).scalars():
        people[row.name].append((row.id, row.department_id))
    return people


def _customers(condition: ColumnElement[bool], by: Actor) -> Iterable[Known]:
    query = select(Customer, file_visible(by)).where(condition, published(Customer.batch_id)).order_by(Customer.id)
    return [(customer, bool(file)) for customer, file in db.session.execute(query)]


def _keys(customer: Customer) -> Iterator[Key]:
    if customer.uscc:
        yield ("uscc", customer.uscc)
    if customer.phone:
        yield ("phone", customer.name, customer.phone)
    else:
        yield ("address", customer.name, customer.address or "")


def _parts(rows: Sequence[Mapping[str, Any]], size: int) -> Iterator[Sequence[Mapping[str, Any]]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
