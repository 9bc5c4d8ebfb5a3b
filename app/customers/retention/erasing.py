"""Erasing the personal data of a customer: his file, whatever hangs on it, and the words that repeat it (M-43)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Table, and_, delete, or_, select, update

from app.columns import Base
from app.customers.contacts.models import Contact
from app.customers.files.models import Customer
from app.customers.files.rules import PERSON
from app.customers.papers.models import InvoicingData
from app.customers.retention import tables
from app.customers.retention.rules import (
    ACCOUNTING_PAPERS,
    GONE,
    OF_FILE,
    changes_without,
    name_after,
    secrets_of,
    without,
)
from app.office.attachments import store
from app.office.attachments.models import Attachment
from app.office.batches.models import Batch, BatchRow
from app.search import index
from app.search.tokens import tokens_of
from app.unit_of_work import current_work

ATTACHED = {
    "customers": "customer", "contacts": "contact", "papers": "paper", "consultations": "consultation",
    "correspondence": "letter", "contact_reports": "contact_report", "visits": "visit", "calls": "call",
    "enquiries": "enquiry", "appointments": "appointment", "major_changes": "major_change", "complaints": "complaint",
}  # fmt: skip
FOUND = {
    "visits": "visit", "calls": "call", "enquiries": "enquiry", "appointments": "appointment",
    "gas_accounts": "account", "statements": "statement", "complaints": "complaint",
}  # fmt: skip
IMPORTS = ("customers", "accounts")
SLICE = 500


def erase(customers: Sequence[Customer]) -> dict[str, int]:
    """Erase a customer and the files made one with his; return how many rows of which table lost words.

    Inside the unit of work. What must stay is left alone: see KEPT and what the database protects.
    """
    person, ids = customers[0].kind == PERSON, [one.id for one in customers]
    secrets = secrets_of(_personal(customers, person))
    done = {"attachments": _attachments(ids, person)}
    for reference in tables.to_be_erased(person=person):
        count = _rows(reference, ids, secrets)
        done[reference.table.name] = done.get(reference.table.name, 0) + count
    for reference in tables.to_be_emptied(person=person):
        gone = current_work().session.execute(delete(reference.table).where(reference.column.in_(ids)))
        done[reference.table.name] = done.get(reference.table.name, 0) + gone.rowcount  # type: ignore[attr-defined]
    done["batch_rows"] = _imports(secrets)
    for customer in customers:
        _file(customer, person)
    _forget(customers, person)
    return {name: count for name, count in done.items() if count}


def _personal(customers: Sequence[Customer], person: bool) -> Iterable[Any]:
    """Everything that tells who the customer is, as it stands now."""
    session, ids = current_work().session, [one.id for one in customers]
    for customer in customers:
        yield from (getattr(customer, name) for name in OF_FILE[person] if name != "note")
        yield customer.name if person else None
    for contact in session.scalars(select(Contact).where(Contact.customer_id.in_(ids))):
        yield from (contact.name, contact.phone, contact.mobile, contact.email)
    if person:
        for data in session.scalars(select(InvoicingData).where(InvoicingData.customer_id.in_(ids))):
            yield from (data.title, data.tax_number, data.account, data.address, data.phone)


def _rows(reference: tables.Reference, ids: Sequence[int], secrets: Sequence[str]) -> int:
    session, table = current_work().session, reference.table
    texts, whole = tables.texts_of(table), tables.wholly(table, own=reference.own)
    columns = {column.name: column for column in (*texts, *whole.values())}
    if not columns:
        return 0
    query = select(*table.primary_key, *columns.values()).where(reference.column.in_(ids))
    if table.name == "printed_documents":
        query = query.where(table.c.kind.not_in(ACCOUNTING_PAPERS))
    changed = 0
    for row in session.execute(query).mappings().all():
        new = {name: _new(table, name, row[name], name in whole, secrets) for name in columns}
        if fresh := {name: value for name, value in new.items() if value != row[name]}:
            which = and_(*(key == row[key.name] for key in table.primary_key))
            session.execute(update(table).where(which).values(fresh))
            changed += 1
    return changed


def _new(table: Table, name: str, value: Any, whole: bool, secrets: Sequence[str]) -> Any:
    if whole and value is not None:
        return None if table.c[name].nullable else GONE
    if table.name == "filings" and name == "changes":
        return changes_without(value)
    return without(value, secrets)


def _file(customer: Customer, person: bool) -> None:
    values = dict.fromkeys(OF_FILE[person])
    name = name_after(customer.kind, customer.number, customer.name)
    now = {"name": name, "erased_at": current_work().at, "version": customer.version + 1}
    current_work().session.execute(update(Customer).where(Customer.id == customer.id).values(**values, **now))


def _attachments(ids: Sequence[int], person: bool) -> int:
    """Take what hangs on the customer off, with name, note and content; return how many."""
    work = current_work()
    here = Attachment.subject.in_(_subjects(ids, person))
    found = work.session.execute(select(Attachment.id, Attachment.sha256).where(here)).all()
    gone = update(Attachment).where(Attachment.id.in_([row.id for row in found]))
    work.session.execute(gone.values(filename=GONE, note=None, removed_at=work.at))
    contents = {row.sha256 for row in found}
    for sha256 in contents - _in_use(contents):
        work.after_commit(partial(store.path_of(sha256).unlink, missing_ok=True))
    return len(found)


def _subjects(ids: Sequence[int], person: bool) -> list[str]:
    found = [f"customer:{one}" for one in ids] if person else []
    for reference in tables.to_be_erased(person=person):
        kind = ATTACHED.get(reference.table.name)
        if kind and reference.own:
            rows = current_work().session.scalars(select(reference.table.c.id).where(reference.column.in_(ids)))
            found += [f"{kind}:{one}" for one in rows]
    return found


def _in_use(contents: set[str]) -> set[str]:
    """The contents that also hang elsewhere; each content is kept once."""
    query = select(Attachment.sha256).where(Attachment.sha256.in_(contents), Attachment.removed_at.is_(None))
    return set(current_work().session.scalars(query))


def _imports(secrets: Sequence[str]) -> int:
    """Take the personal words out of the rows of sheets that were imported."""
    session, changed = current_work().session, 0
    batches = select(Batch.id).where(Batch.kind.in_(IMPORTS))
    rows = session.execute(select(BatchRow).where(BatchRow.batch_id.in_(batches)).execution_options(yield_per=SLICE))
    for row in rows.scalars():
        if set(_words(row.cells)) & set(secrets) or set(_words(row.values)) & set(secrets):
            row.cells, row.values = without(row.cells, secrets), without(row.values, secrets)
            changed += 1
    session.flush()
    return changed


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _words(one)


def _forget(customers: Sequence[Customer], person: bool) -> None:
    """Let the search box find by number only."""
    session, ids = current_work().session, [one.id for one in customers]
    names = {one.id: "" if person else one.name for one in customers}
    index.put("customer", ((one.id, tokens_of(name=names[one.id], numbers=[one.number])) for one in customers))
    for name, kind in FOUND.items():
        table = Base.metadata.tables[name]
        if person or name not in ("gas_accounts", "statements"):
            numbered = select(table.c.id, table.c.number).where(or_(table.c.customer_id.in_(ids)))
            rows = session.execute(numbered).all()
            index.put(kind, ((row.id, tokens_of(name="", numbers=[row.number or ""])) for row in rows))
