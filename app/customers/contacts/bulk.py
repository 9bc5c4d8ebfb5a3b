"""Contacts of many customers at once, inside the unit of work that is under way: files and sheets bring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from app.columns import table_of
from app.customers.contacts import queries
from app.customers.contacts.feature import IMPORTED
from app.customers.contacts.models import Contact
from app.customers.contacts.rules import NewContact, Step, step_to
from app.customers.files.models import Customer
from app.customers.files.service import index_anew, put_in_index
from app.office.history.service import Deed, record_many
from app.unit_of_work import current_work

Values = Mapping[str, Any]


def open_contacts(rows: Sequence[NewContact], *, batch_id: int | None) -> None:
    """Add contacts to customers that have files already, each with its history; nobody else of the name is there.

    With `batch_id` they are hidden until that import is applied.
    """
    if not rows:
        return
    write(rows, batch_id=batch_id)
    ids = [row.customer_id for row in rows]
    files, made = _files(ids), queries.named(ids)
    facts = ({"number": files[row.customer_id]["number"], "name": row.name} for row in rows)
    keys = ((row.customer_id, row.name) for row in rows)
    deeds = [Deed(f"contact:{made[key].id}", key[0], told) for key, told in zip(keys, facts, strict=True)]
    record_many(IMPORTED, deeds)
    put_in_index(files.items())


def write(rows: Sequence[NewContact], *, batch_id: int | None) -> None:
    """Store contacts as one statement, without history: who comes with a new file is told of by its opening."""
    values = [{**asdict(row), "batch_id": batch_id, "version": 1} for row in rows]
    if values:
        current_work().session.execute(insert(table_of(Contact)), values)


def follow(customer_ids: Sequence[int], *, batch_id: int | None = None) -> None:
    """Let the contacts of these customers agree with their files, in which somebody may have named another contact or
    another telephone. Set-based; whoever this adds carries `batch_id`."""
    files, known = _files(customer_ids), queries.known(customer_ids)
    steps = {one: step_to(row["contact"], row["phone"], known.get(one, [])) for one, row in files.items()}
    needed = {one: step for one, step in steps.items() if step is not None}
    if not needed:
        return
    nobody_is_main(list(needed))
    _make_main([step for step in needed.values() if step.main is not None])
    new = [_new(one, step) for one, step in needed.items() if step.new]
    write(new, batch_id=batch_id)
    index_anew(list(needed))


def nobody_is_main(customer_ids: Sequence[int]) -> None:
    """Let nobody be the main contact of these customers, for somebody else is about to be."""
    _change(update(Contact).where(Contact.customer_id.in_(customer_ids), Contact.main).values(main=False))


def forget(customer_ids: Sequence[int]) -> None:
    """Remove the contacts of customers who go together with the import that made them."""
    _change(delete(Contact).where(Contact.customer_id.in_(customer_ids)))


def withdraw_some(batch_id: int, limit: int) -> list[int]:
    """Remove at most `limit` contacts that a withdrawn import added at customers whom it did not make, with whom
    theirs go; return of whom each one was."""
    query = select(Contact.id, Contact.customer_id).join(Customer, Customer.id == Contact.customer_id)
    query = query.where(Contact.batch_id == batch_id, func.coalesce(Customer.batch_id, 0) != batch_id)
    gone = current_work().session.execute(query.order_by(Contact.id).limit(limit)).all()
    if gone:
        _change(delete(Contact).where(Contact.id.in_([row.id for row in gone])))
    return [row.customer_id for row in gone]


def _make_main(steps: Sequence[Step]) -> None:
    for step in steps:
        held = update(Contact).where(Contact.id == step.main)
        _change(held.values(main=True, **step.values, version=Contact.version + (1 if step.values else 0)))


def _new(customer_id: int, step: Step) -> NewContact:
    values = step.values
    return NewContact(
        customer_id, values["name"] or "", mobile=values.get("mobile"), phone=values.get("phone"), main=True
    )


def _files(customer_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    ids = sorted(set(customer_ids))
    columns = (Customer.id, Customer.number, Customer.name, Customer.contact, Customer.phone)
    for start in range(0, len(ids), queries.ASKED_AT_ONCE):
        query = select(*columns).where(Customer.id.in_(ids[start : start + queries.ASKED_AT_ONCE]))
        for row in current_work().session.execute(query.order_by(Customer.id)):
            found[row.id] = dict(row._mapping)
    return found


def _change(statement: Any) -> None:
    current_work().session.execute(statement.execution_options(synchronize_session=False))
