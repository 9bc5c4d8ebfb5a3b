"""Writing the checked rows of a sheet of customers and contacts (O-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update

from app.columns import table_of
from app.customers.contacts import bulk
from app.customers.contacts import queries as contacts
from app.customers.contacts.feature import CHANGED as CONTACT_CHANGED
from app.customers.contacts.models import Contact
from app.customers.contacts.rules import NewContact, numbers_of
from app.customers.files import kinds
from app.customers.files.feature import CHANGED
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable
from app.customers.files.rules import NewCustomer
from app.customers.files.service import index_anew, open_many
from app.customers.owners import service as owners
from app.customers.sheets.reading import DATES
from app.domain.actor import OPERATOR
from app.domain.text import Text
from app.office.access.queries import actor_of
from app.office.batches.kinds import CREATE, UPDATE
from app.office.batches.models import Batch, BatchRow
from app.office.batches.sentences import stored
from app.office.history.service import Deed, changes, record_many
from app.search.tokens import tokens_of
from app.unit_of_work import current_work

LEFT_OUT = Text("Somebody changed the customer after the check; this row was left out.")
NO_LONGER_YOURS = Text("Whoever brought the sheet may no longer change this file; this row was left out.")
OF_FILE = frozenset({"contact", "phone"})
OF_PEOPLE = frozenset({"details", "more"})

Values = Mapping[str, Any]


def ahead(rows: Sequence[BatchRow]) -> None:
    """Work out how the names are found, before the unit in which that is asked again."""
    for row in rows:
        if row.verdict == CREATE:
            for name in (row.values["name"], row.values["contact"], *(one["name"] for one in row.values["more"])):
                tokens_of(name=name or "")


def apply(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Write one slice inside a short unit: new customers hidden by their import, changed ones each whole."""
    _open([row.values for row in rows if row.verdict == CREATE], batch.id)
    known = [row for row in rows if row.verdict == UPDATE and "of" not in row.values]
    done = [row for row in _still_theirs(batch, known) if _change(row)]
    if not done:
        return
    _pass_on(done, "set", ground="imported")
    bulk.follow([row.values["id"] for row in done if OF_FILE & set(row.values["set"])], batch_id=batch.id)
    _keep_contacts([row for row in done if row.values.get("contact")], batch.id)
    tell([row for row in done if row.values["set"]], "changes")
    found_anew([row.values["id"] for row in done])


def _still_theirs(batch: Batch, rows: Sequence[BatchRow]) -> list[BatchRow]:
    """The rows of files that whoever brought the sheet may change now too; the others are left out.

    A file that a row before passed on, and nobody changed since, still takes the contacts that belong to that row.
    """
    by = OPERATOR if batch.staff_id is None else actor_of(batch.staff_id)
    query = select(Customer.id, Customer.version, file_editable(by).label("theirs"))
    query = query.where(Customer.id.in_({row.values["id"] for row in rows}))
    found = {one.id: one for one in current_work().session.execute(query)} if rows else {}
    kept = []
    for row in rows:
        one = found[row.values["id"]]
        if one.theirs or (row.values.get("passed_on") and one.version == row.values["version"] + 1):
            kept.append(row)
        else:
            _leave_out(row, NO_LONGER_YOURS)
    return kept


def _open(rows: Sequence[Values], batch_id: int) -> None:
    new = [NewCustomer(**columns({key: one for key, one in row.items() if key not in OF_PEOPLE})) for row in rows]

    def with_contacts(ids: Sequence[int]) -> None:
        pairs = list(zip(ids, rows, strict=True))
        main = [_main(one, row) for one, row in pairs if row["contact"]]
        bulk.write([*main, *(_contact(one, more) for one, row in pairs for more in row["more"])], batch_id=batch_id)

    open_many(new, batch_id=batch_id, also=with_contacts)


def _main(customer_id: int, row: Values) -> NewContact:
    return NewContact(customer_id, row["contact"], **{**numbers_of(row["phone"]), **row["details"]}, main=True)


def _keep_contacts(rows: Sequence[BatchRow], batch_id: int) -> None:
    """Add or change the contacts that rows name at known customers."""
    known = contacts.named({row.values["id"] for row in rows})
    new, changed = [], []
    for row in rows:
        wanted = row.values["contact"]
        found = known.get((row.values["id"], wanted["name"]))
        if found is None:
            new.append(_contact(row.values["id"], wanted))
            continue
        was = {key: getattr(found, key) for key, value in wanted["given"].items() if getattr(found, key) != value}
        if was:
            changed.append((row, found, was))
    bulk.open_contacts(new, batch_id=batch_id)
    for row, found, was in changed:
        now = {key: row.values["contact"]["given"][key] for key in was}
        set_contact(found.id, found.version, now)
        row.values = {**row.values, "contact_was": {"id": found.id, "version": found.version, "was": was, "now": now}}
    tell_contacts([row for row, *_ in changed], "was", "now")


def _contact(customer_id: int, wanted: Values) -> NewContact:
    return NewContact(customer_id, wanted["name"], **wanted["given"])


def _change(row: BatchRow) -> bool:
    wanted = row.values["set"]
    if not wanted or set_file(row.values["id"], row.values["version"], wanted):
        return True
    _leave_out(row, LEFT_OUT)
    return False


def _leave_out(row: BatchRow, why: Text) -> None:
    row.values = {**row.values, "left_out": True}
    row.reason = stored(why)


def _pass_on(rows: Sequence[BatchRow], which: str, *, ground: str) -> None:
    moved = {row.values["id"]: row.values[which]["owner_id"] for row in rows if "owner_id" in row.values.get(which, {})}
    if moved:
        owners.pass_on(moved, ground=ground)


def pass_back(rows: Sequence[BatchRow]) -> None:
    """Give customers back to whom they belonged before the import."""
    _pass_on(rows, "was", ground="corrected")


def set_file(customer_id: int, version: int, values: Values) -> bool:
    """Change a file that is still of this version; tell whether it was."""
    held = update(Customer).where(Customer.id == customer_id, Customer.version == version)
    changed = held.values(**columns(values), version=version + 1).execution_options(synchronize_session=False)
    return bool(current_work().session.execute(changed).rowcount)  # type: ignore[attr-defined]


def set_contact(contact_id: int, version: int, values: Values) -> bool:
    """Change a contact that is still of this version; tell whether it was."""
    table = table_of(Contact)
    held = update(table).where(table.c.id == contact_id, table.c.version == version)
    return bool(current_work().session.execute(held.values(**values, version=version + 1)).rowcount)  # type: ignore[attr-defined]


def columns(values: Values) -> dict[str, Any]:
    """Stored plain values as columns again: days are days."""
    return {key: date.fromisoformat(one) if key in DATES and one else one for key, one in values.items()}


def tell(rows: Sequence[BatchRow], way: str) -> None:
    """Write the history of changed files; `way` is changes, or back."""
    told = [(row.values, _turned(row.values["changes"], way)) for row in rows]
    record_many(
        CHANGED,
        [Deed(f"customer:{one['id']}", one["id"], {"number": one["number"], "changes": rows}) for one, rows in told],
    )


def tell_contacts(rows: Sequence[BatchRow], before: str, after: str) -> None:
    """Write the history of changed contacts, from `before` to `after` (was, now)."""
    deeds = []
    for row in rows:
        one = row.values["contact_was"]
        facts = {"number": row.values["number"], "name": row.values["contact"]["name"]}
        told = changes(one[before], one[after])
        deeds.append(Deed(f"contact:{one['id']}", row.values["id"], {**facts, "changes": told}))
    record_many(CONTACT_CHANGED, deeds)


def found_anew(ids: Sequence[int]) -> None:
    """Let these customers be found by what they are now, and tell whoever compares customers."""
    distinct = sorted(set(ids))
    if distinct:
        index_anew(distinct)
        kinds.saved(distinct, by=current_work().by)


def _turned(rows: Sequence[Values], way: str) -> list[dict[str, Any]]:
    if way == "back":
        return [{**one, "old": one["new"], "new": one["old"]} for one in rows]
    return [dict(one) for one in rows]
