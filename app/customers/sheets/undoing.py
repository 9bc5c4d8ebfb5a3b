"""Taking a sheet of customers and contacts back: what it made goes, what it changed is as before (O-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from app.customers.contacts import bulk
from app.customers.contacts.models import Contact
from app.customers.files.feature import SEEN, SHOWN
from app.customers.files.models import Customer
from app.customers.files.service import withdraw_some
from app.customers.sheets import importing
from app.customers.sheets.importing import OF_FILE
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.batches.feature import APPLIED
from app.office.batches.kinds import UPDATE
from app.office.batches.models import Batch, BatchRow
from app.office.history.models import Entry
from app.unit_of_work import current_work
from app.web.language import say

TAKEN_BACK = "undone"  # the verdict of an update whose old values are back
NAMED_AT_MOST = 5
READING = (SEEN.name, SHOWN.name)


def undo(batch: Batch) -> None:
    """Agree to take the import back. Raises Refused where one of its customers or contacts was touched since."""
    session = current_work().session
    numbers = list(session.scalars(_touched(batch).limit(NAMED_AT_MOST)))
    numbers += list(session.scalars(_with_touched_contacts(batch).limit(NAMED_AT_MOST)))
    numbers += _changed_since(batch)
    if numbers:
        named = list(dict.fromkeys(numbers))[:NAMED_AT_MOST]
        raise Refused(
            Text("Something was done since for customers of this import; it cannot be taken back. They are: %(names)s.",
                 names=say(Text(", ")).join(named))
        )  # fmt: skip


def remove(batch: Batch, limit: int) -> int:
    """Take back at most `limit` rows inside a short unit: changes, then contacts at known customers, then new
    customers with theirs; return how many."""
    session = current_work().session
    query = select(BatchRow).where(BatchRow.batch_id == batch.id, BatchRow.verdict == UPDATE)
    rows = session.scalars(query.order_by(BatchRow.number).limit(limit)).all()
    if not rows:
        return _remove_contacts(batch.id, limit) or withdraw_some(batch.id, limit)
    of_known = [row for row in rows if "of" not in row.values]
    done = [row for row in of_known if _restore(row)]
    back = [row for row in of_known if "contact_was" in row.values and _restore_contact(row.values["contact_was"])]
    importing.pass_back(done)
    bulk.follow([row.values["id"] for row in done if OF_FILE & set(row.values["set"])], batch_id=batch.id)
    importing.tell([row for row in done if row.values["set"]], "back")
    importing.tell_contacts(back, "now", "was")
    importing.found_anew([row.values["id"] for row in (*done, *back)])
    for row in rows:
        row.verdict = TAKEN_BACK
    return len(rows)


def _remove_contacts(batch_id: int, limit: int) -> int:
    customers = bulk.withdraw_some(batch_id, limit)
    importing.found_anew(customers)
    return len(customers)


def _restore(row: BatchRow) -> bool:
    values = row.values
    if "left_out" in values:
        return False
    return not values["set"] or importing.set_file(values["id"], values["version"] + 1, values["was"])


def _restore_contact(one: Mapping[str, Any]) -> bool:
    return importing.set_contact(one["id"], one["version"] + 1, one["was"])


def _touched(batch: Batch) -> Select[str]:
    """Numbers of new customers of the import for whom something was done since it was applied."""
    applied = select(func.max(Entry.id)).where(Entry.subject == f"batch:{batch.id}", Entry.action == APPLIED.name)
    made = select(Customer.id).where(Customer.batch_id == batch.id)
    query = select(Customer.number).join(Entry, Entry.customer_id == Customer.id)
    query = query.where(Customer.id.in_(made), Entry.id > applied.scalar_subquery(), Entry.action.not_in(READING))
    return query.order_by(Customer.number).distinct()


def _with_touched_contacts(batch: Batch) -> Select[str]:
    """Numbers of customers of whom a contact that the import added was changed or made the main one since."""
    query = select(Customer.number).join(Contact, Contact.customer_id == Customer.id)
    query = query.where(Contact.batch_id == batch.id, Contact.version > 1)
    return query.order_by(Customer.number).distinct()


def _changed_since(batch: Batch) -> list[str]:
    """Numbers of known customers whose file or contact was changed again since the import changed it."""
    session = current_work().session
    query = select(BatchRow.values).where(BatchRow.batch_id == batch.id, BatchRow.verdict == UPDATE)
    rows = [values for values in session.scalars(query.order_by(BatchRow.number)) if "of" not in values]
    files = [one for one in rows if "left_out" not in one and one["set"]]
    people = [(one, one["contact_was"]) for one in rows if "contact_was" in one]
    versions = _versions(Customer, [one["id"] for one in files])
    of_contacts = _versions(Contact, [was["id"] for _, was in people])
    found = [one["number"] for one in files if versions.get(one["id"], 0) not in (one["version"], one["version"] + 1)]
    return found + [one["number"] for one, was in people if of_contacts.get(was["id"], 0) != was["version"] + 1]


def _versions(model: type[Customer] | type[Contact], ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        query = select(model.id, model.version).where(model.id.in_(ids[start : start + 500]))
        found.update({row.id: row.version for row in current_work().session.execute(query.order_by(model.id))})
    return found
