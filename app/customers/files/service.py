"""Opening customers and changing their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select, update

from app import clock
from app.customers.files import kinds, queries
from app.customers.files.feature import CHANGED, EXPORTED, OPENED, SEEN, WITHDRAWN
from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer, check_kind, check_known_on, number_of
from app.customers.files.words import in_words
from app.customers.owners import service as owners
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.history.service import Deed, changes, record, record_many
from app.office.numbering.service import take_numbers
from app.search import index
from app.search.tokens import tokens_of
from app.unit_of_work import current_work, unit_of_work

__all__ = ["NewCustomer", "open_many"]

CUSTOMERS = cast(Table, Customer.__table__)  # bulk verbs go past the ORM, which would double their time
COLUMNS = tuple(field.name for field in fields(NewCustomer) if field.name != "opened_on")


def open_customer(new: NewCustomer, *, confirmed: bool = False, by: Actor) -> Customer:
    """Open the file of a new customer (C-07); without a department it goes to the owner's.

    Raises Refused, and LooksAlike where the office may know him already and nobody has `confirmed` that he is new.
    """
    check_kind(new.kind, new.uscc)
    with unit_of_work(by=by) as work:
        kinds.check_customer(_columns(new), but=None, confirmed=confirmed, by=by)
        department = new.department_id or queries.department_of(new.owner_id)
        [customer_id] = open_many([replace(new, department_id=department)], batch_id=None)
        return work.session.get_one(Customer, customer_id)


def change_customer(
    customer_id: int,
    values: Mapping[str, Any],
    *,
    version: int,
    reason: str | None = None,
    known_on: date | None = None,
    confirmed: bool = False,
    by: Actor,
) -> None:
    """Change a file as one deed, every field with old and new value and the reason in history (C-12).

    `values` are columns of Customer; `known_on` is since when the office knows of the change (today). A new owner
    brings his department with him and begins a spell of the ledger. Raises NoResultFound where the actor may not
    change the file, Refused, LooksAlike, and Conflict where it is no longer the `version` that the user saw.
    """
    check_known_on(known_on, clock.today())
    with unit_of_work(by=by) as work:
        customer = queries.file_to_change(customer_id, by)
        wished = {**{name: getattr(customer, name) for name in ("kind", "uscc", "owner_id")}, **values}
        check_kind(wished["kind"], wished["uscc"])
        if wished["owner_id"] != customer.owner_id:
            values = {**values, "department_id": queries.department_of(wished["owner_id"]) or customer.department_id}
        changed = changes({name: getattr(customer, name) for name in values}, values)
        if customer.version != version:
            raise _conflict()
        if not changed:
            return
        kinds.check_customer({**_file(customer), **values}, but=customer_id, confirmed=confirmed, by=by)
        held = update(Customer).where(Customer.id == customer_id, Customer.version == version)
        if not work.session.execute(held.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
            raise _conflict()
        work.session.refresh(customer)
        if "owner_id" in {one["field"] for one in changed}:
            owners.pass_on({customer_id: customer.owner_id}, ground="allocated", reason=reason)
        _tell_of_change(customer, changed, reason=reason, known_on=known_on or clock.today(), by=by)


def _tell_of_change(
    customer: Customer, changed: Sequence[Mapping[str, Any]], *, reason: str | None, known_on: date, by: Actor
) -> None:
    put_in_index([(customer.id, {"number": customer.number, "name": customer.name, "phone": customer.phone})])
    told = in_words(changed)
    facts = {"number": customer.number, "changes": told}
    record(CHANGED, f"customer:{customer.id}", customer_id=customer.id, facts=facts, reason=reason)
    about = {
        name: getattr(customer, name) for name in ("id", "number", "kind", "category", "owner_id", "department_id")
    }
    kinds.changed(kinds.Changed(**about, changes=told, reason=reason, known_on=known_on), by=by)


def open_many(
    rows: Sequence[NewCustomer],
    *,
    batch_id: int | None,
    also: Callable[[Sequence[int]], object] | None = None,
) -> list[int]:
    """Open customers as a bulk verb in the unit of work that is under way; return their ids in the order of `rows`.

    Set-based: numbers, customers, search index and history, each by one statement (C-07). With `batch_id` they are
    hidden until that import is applied. `also` writes what comes with them, before anybody looks at them.
    """
    if not rows:
        return []
    work = current_work()
    numbers = [number_of(count) for count in take_numbers("customer", len(rows))]
    common = {"batch_id": batch_id, "version": 1}
    values = [
        {**_columns(row), **common, "number": number, "opened_at": _opened_at(row, work.at)}
        for row, number in zip(rows, numbers, strict=True)
    ]
    made = work.session.execute(insert(CUSTOMERS).returning(CUSTOMERS.c.number, CUSTOMERS.c.id), values)
    ids = {row.number: row.id for row in made}
    ordered = [ids[number] for number in numbers]
    if also is None:  # nothing hangs on a new customer that he could be found by too
        index.put("customer", ((one, tokens_for(row)) for one, row in zip(ordered, values, strict=True)))
    else:
        also(ordered)
        put_in_index(zip(ordered, values, strict=True))
    record_many(OPENED, (_deed(one, row["number"], row["name"]) for one, row in zip(ordered, values, strict=True)))
    owned = {one: row.owner_id for one, row in zip(ordered, rows, strict=True) if row.owner_id is not None}
    owners.begin(owned, ground="filed" if batch_id is None else "imported")
    kinds.opened([_opened(one, row) for one, row in zip(ordered, values, strict=True)], by=work.by)
    return ordered


def withdraw_some(batch_id: int, limit: int) -> int:
    """Remove at most `limit` customers that a withdrawn import made, in the unit under way; return how many.

    History keeps what was done; the customers themselves, their numbers and search words go.
    """
    session = current_work().session
    query = select(Customer.id, Customer.number, Customer.name).where(Customer.batch_id == batch_id)
    gone = session.execute(query.order_by(Customer.id).limit(limit)).all()
    ids = [row.id for row in gone]
    if ids:
        index.forget("customer", ids)
        owners.forget(ids)
        kinds.withdrawn(ids)
        session.execute(delete(Customer).where(Customer.id.in_(ids)).execution_options(synchronize_session=False))
        record_many(WITHDRAWN, (_deed(row.id, row.number, row.name) for row in gone))
    return len(ids)


def record_look(customer: Customer, *, by: Actor) -> None:
    """Write down that somebody looks at a file, before he does (O-07)."""
    with unit_of_work(by=by):
        record(SEEN, f"customer:{customer.id}", customer_id=customer.id, facts={"number": customer.number})


def record_export(rows: int, filters: Mapping[str, Any], *, by: Actor) -> None:
    """Write down that customers leave as a sheet, before they do (O-07, O-15)."""
    with unit_of_work(by=by):
        record(EXPORTED, "customers", facts={"rows": rows, "filters": dict(filters)})


def put_in_index(customers: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Let the search box find customers by number, name and phone, as their cards and those of files made one with
    theirs say; and those who may read the file by what is in it too (their contacts)."""
    rows = dict(customers)
    more, inside = kinds.more_tokens(list(rows)), kinds.more_tokens(list(rows), "file_tokens")
    for survivor_id, number in queries.merged_numbers(list(rows)):
        more.setdefault(survivor_id, set()).update(tokens_of(numbers=[number]))
    cards = {one: tokens_for(values) | more.get(one, set()) for one, values in rows.items()}
    index.put("customer", ((one, card | index.hidden(inside.get(one, set()) - card)) for one, card in cards.items()))


def index_anew(customer_ids: Iterable[int]) -> None:
    """Let the search box find these customers by what they are now, in the unit under way: after their contacts
    changed, or files were made one."""
    columns = (Customer.number, Customer.name, Customer.phone)
    query = select(Customer.id, *columns).where(Customer.id.in_(list(customer_ids))).order_by(Customer.id)
    put_in_index((row.id, dict(row._mapping)) for row in current_work().session.execute(query))


def tokens_for(values: Mapping[str, Any]) -> set[str]:
    """The tokens by which a customer is found."""
    return tokens_of(name=values["name"], phones=[values["phone"] or ""], numbers=[values["number"]])


def _columns(new: NewCustomer) -> dict[str, Any]:
    return {name: getattr(new, name) for name in COLUMNS}


def _file(customer: Customer) -> dict[str, Any]:
    return {name: getattr(customer, name) for name in COLUMNS}


def _opened_at(new: NewCustomer, now: datetime) -> datetime:
    return clock.at_office(datetime.combine(new.opened_on, time())) if new.opened_on else now


def _opened(customer_id: int, row: Mapping[str, Any]) -> kinds.Opened:
    names = ("number", "kind", "category", "name", "owner_id", "department_id", "first_contact_on", "batch_id")
    more = ("phone", "uscc", "address")
    return kinds.Opened(id=customer_id, **{name: row[name] for name in (*names, *more)})


def _deed(customer_id: int, number: str, name: str) -> Deed:
    return Deed(f"customer:{customer_id}", customer_id, {"number": number, "name": name})


def _conflict() -> Conflict:
    return Conflict(Text("Somebody changed this file meanwhile. Look at what is stored now, then save yours again."))
