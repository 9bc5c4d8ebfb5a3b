"""Writing the checked rows of a sheet of customers, and taking them back (O-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from app.customers.files.feature import CHANGED, OPENED, SEEN
from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_many, put_in_index, withdraw_some
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.batches.kinds import CREATE, UPDATE
from app.office.batches.models import Batch, BatchRow
from app.office.batches.sentences import stored
from app.office.history.models import Entry
from app.office.history.service import Deed, record_many
from app.search.tokens import tokens_of
from app.unit_of_work import current_work

TAKEN_BACK = "undone"  # the verdict of an update whose old values are back
LEFT_OUT = Text("Somebody changed the customer after the check; this row was left out.")


def ahead(rows: Sequence[BatchRow]) -> None:
    """Work out how the names are found, before the unit in which that is asked again."""
    for row in rows:
        tokens_of(name=row.values["name"] if row.verdict == CREATE else "")


def apply(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Write one slice inside a short unit: new customers hidden by their import, changed ones each whole."""
    open_many([NewCustomer(**row.values) for row in rows if row.verdict == CREATE], batch_id=batch.id)
    done = [row for row in rows if row.verdict == UPDATE and _change(row)]
    _tell(done, "changes")


def undo(batch: Batch) -> None:
    """Agree to take the import back. Raises Refused where one of its customers was touched since."""
    session = current_work().session
    made = select(Customer.id).where(Customer.batch_id == batch.id)
    touched = select(Customer.number).join(Entry, Entry.customer_id == Customer.id)
    touched = touched.where(Customer.id.in_(made), Entry.action.not_in([OPENED.name, SEEN.name]))
    numbers = list(session.scalars(touched.order_by(Customer.number).distinct().limit(5)))
    if missing := 5 - len(numbers):
        numbers += _changed_since(batch)[:missing]
    if numbers:
        raise Refused(
            Text("Something was done since for customers of this import; it cannot be taken back. They are: %(names)s.",
                 names=", ".join(numbers))
        )  # fmt: skip


def remove(batch: Batch, limit: int) -> int:
    """Take back at most `limit` rows inside a short unit: first changes, then new customers; return how many."""
    session = current_work().session
    query = select(BatchRow).where(BatchRow.batch_id == batch.id, BatchRow.verdict == UPDATE)
    rows = session.scalars(query.order_by(BatchRow.number).limit(limit)).all()
    if not rows:
        return withdraw_some(batch.id, limit)
    _tell([row for row in rows if _restore(row)], "back")
    for row in rows:
        row.verdict = TAKEN_BACK
    return len(rows)


def _change(row: BatchRow) -> bool:
    if _set(row, row.values["set"], row.values["version"]):
        return True
    row.values = {**row.values, "left_out": True}
    row.reason = stored(LEFT_OUT)
    return False


def _restore(row: BatchRow) -> bool:
    return "left_out" not in row.values and _set(row, row.values["was"], row.values["version"] + 1)


def _set(row: BatchRow, values: Mapping[str, Any], version: int) -> bool:
    held = update(Customer).where(Customer.id == row.values["id"], Customer.version == version)
    changed = held.values(**values, version=version + 1).execution_options(synchronize_session=False)
    return bool(current_work().session.execute(changed).rowcount)  # type: ignore[attr-defined]


def _tell(rows: Sequence[BatchRow], way: str) -> None:
    """Write the history of changed customers and let them be found by what they are now."""
    ids = [row.values["id"] for row in rows]
    query = select(Customer.id, Customer.number, Customer.name, Customer.phone).where(Customer.id.in_(ids))
    now = current_work().session.execute(query.order_by(Customer.id)).all()
    put_in_index((one.id, {"number": one.number, "name": one.name, "phone": one.phone}) for one in now)
    record_many(
        CHANGED,
        [
            Deed(
                f"customer:{row.values['id']}",
                row.values["id"],
                {"number": row.values["number"], "changes": _changes(row.values["changes"], way)},
            )
            for row in rows
        ],
    )


def _changes(changes: Sequence[Mapping[str, Any]], way: str) -> list[dict[str, Any]]:
    if way == "back":
        return [{**one, "old": one["new"], "new": one["old"]} for one in changes]
    return [dict(one) for one in changes]


def _changed_since(batch: Batch) -> list[str]:
    session = current_work().session
    query = select(BatchRow.values).where(BatchRow.batch_id == batch.id, BatchRow.verdict == UPDATE)
    written = [values for values in session.scalars(query.order_by(BatchRow.number)) if "left_out" not in values]
    versions = _versions([values["id"] for values in written])
    return [one["number"] for one in written if versions.get(one["id"], 0) not in (one["version"], one["version"] + 1)]


def _versions(ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        query = select(Customer.id, Customer.version).where(Customer.id.in_(ids[start : start + 500]))
        found.update({row.id: row.version for row in current_work().session.execute(query.order_by(Customer.id))})
    return found
