"""Which customer a row of a sheet is, if the office knows him already: by number, by credit code, else by name and
phone or name and address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from app.customers.files.models import Customer
from app.customers.files.queries import file_editable, present
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff

Key = tuple[str, ...]
Known = tuple[Customer, bool]
ASKED_AT_ONCE = 500


def key_of(file: Mapping[str, Any], details: Mapping[str, str]) -> Key:
    """By what a row is known again: its credit code, else name and phone, else name and address.

    Equal names alone make nobody the same. A contact's number stands for the customer's where the row says nothing
    else of how he is reached.
    """
    if file["uscc"]:
        return ("uscc", file["uscc"])
    phone = file["phone"] or (None if file["address"] else details.get("mobile") or details.get("phone"))
    if phone:
        return ("phone", file["name"] or "", phone)
    return ("address", file["name"] or "", file["address"] or "")


def known(names: Iterable[str], codes: Iterable[str], numbers: Iterable[str], by: Actor) -> dict[Key, Known]:
    """The customers of any of these names, credit codes and numbers, by every key they are known by, with whether `by`
    may change the file.

    Set-based: one query for five hundred of each. Where a key names several, the first opened holds.
    """
    found: dict[Key, Known] = {}
    for column, wanted in ((Customer.name, names), (Customer.uscc, codes), (Customer.number, numbers)):
        for part in _parts(sorted(set(wanted))):
            for customer, file in _customers(column.in_(part), by):
                for key in _keys(customer):
                    found.setdefault(key, (customer, file))
    for part in _parts(sorted(set(numbers))):
        found |= {("number", number): (customer, bool(file)) for number, customer, file in _merged(part, by)}
    return found


def owners() -> dict[str, list[tuple[int, int | None]]]:
    """Members of staff who may own a customer: name -> [(id, department)]."""
    people: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for row in db.session.execute(select(Staff).where(Staff.active).order_by(Staff.id)).scalars():
        people[row.name].append((row.id, row.department_id))
    return people


def _customers(condition: ColumnElement[bool], by: Actor) -> Iterable[Known]:
    query = select(Customer, file_editable(by)).where(condition, present()).order_by(Customer.id)
    return [(customer, bool(file)) for customer, file in db.session.execute(query)]


def _merged(numbers: Sequence[str], by: Actor) -> Iterable[Any]:
    """Numbers of files that were made one with others, with those others."""
    gone = aliased(Customer)
    query = select(gone.number).add_columns(Customer, file_editable(by)).select_from(gone)
    query = query.join(Customer, Customer.id == gone.merged_into_id).where(gone.number.in_(numbers), present())
    return db.session.execute(query.order_by(gone.id)).all()


def _keys(customer: Any) -> Iterator[Key]:
    yield ("number", customer.number)
    if customer.uscc:
        yield ("uscc", customer.uscc)
    if customer.phone:
        yield ("phone", customer.name, customer.phone)
    if customer.address or not customer.phone:
        yield ("address", customer.name, customer.address or "")


def _parts(wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    return (wanted[start : start + ASKED_AT_ONCE] for start in range(0, len(wanted), ASKED_AT_ONCE))
