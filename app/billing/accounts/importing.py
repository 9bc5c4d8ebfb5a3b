"""Writing the checked rows of a sheet of gas accounts, and taking them back (O-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, column, delete, exists, or_, select, table, update
from sqlalchemy.orm import aliased

from app.billing.accounts.feature import CHANGED, OPENED, WITHDRAWN
from app.billing.accounts.models import GasAccount
from app.billing.accounts.rules import AccountFields, NewAccount
from app.billing.accounts.service import Checked, open_many, put_in_index
from app.billing.meters.queries import current_installations, in_parts
from app.billing.meters.rules import NewMeter
from app.billing.meters.service import remove_many
from app.customers.files.feature import OPENED as CUSTOMER_OPENED
from app.customers.files.feature import SEEN as CUSTOMER_SEEN
from app.customers.files.models import Customer
from app.customers.files.service import withdraw_some
from app.domain.errors import Refused
from app.domain.text import Text
from app.domain.volume import Factor, Volume
from app.office.batches.kinds import CREATE, UPDATE
from app.office.batches.models import Batch, BatchRow
from app.office.batches.sentences import stored
from app.office.history.models import Entry
from app.office.history.service import Deed, record_many
from app.search import index
from app.search.tokens import tokens_of
from app.unit_of_work import current_work

TAKEN_BACK = "undone"  # the verdict of an update whose old values are back
LEFT_OUT = Text("Somebody changed the account after the check; this row was left out.")
NAMED_AT_MOST = 5
# By its name only: the reading month stands above accounts and knows them, not the other way round.
PLAN_ITEMS = table("plan_items", column("account_id"))


def kept(new: NewAccount, customer_id: int | None, meter_id: int | None) -> dict[str, Any]:
    """A new account as plain values that JSON can hold."""
    meter = new.meter
    return {
        "number": new.number,
        "fields": new.fields.values(),
        "cycle_volume": new.cycle_volume,
        "customer_id": customer_id,
        "meter_id": meter_id,
        "meter": {
            "number": meter.number,
            "digits": meter.digits,
            "initial_reading": meter.initial_reading,
            "installed_on": meter.installed_on.isoformat() if meter.installed_on else None,
            "factor": meter.factor,
        },
    }


def ahead(rows: Sequence[BatchRow]) -> None:
    """Work out how the names are found, before the unit in which that is asked again."""
    for row in rows:
        tokens_of(name=row.values["fields"]["name"] if row.verdict == CREATE else "")


def apply(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Write one slice inside a short unit: new accounts hidden by their import, changed ones each whole."""
    open_many([_again(row.values) for row in rows if row.verdict == CREATE], batch_id=batch.id)
    _tell([row for row in rows if row.verdict == UPDATE and _change(row)], "changes")


def undo(batch: Batch) -> None:
    """Agree to take the import back. Raises Refused where a plan names an account, or one was touched since."""
    session = current_work().session
    touched = list(session.scalars(_touched(batch.id).order_by(GasAccount.number).limit(NAMED_AT_MOST)))
    touched += _changed_since(batch)[: NAMED_AT_MOST - len(touched)]
    if touched:
        raise Refused(
            Text(
                "Something was done since with accounts of this import; it cannot be taken back. They are: %(names)s.",
                names=", ".join(touched),
            )
        )


def remove(batch: Batch, limit: int) -> int:
    """Take back at most `limit` rows inside a short unit: first changes, then accounts, then their customers."""
    query = select(BatchRow).where(BatchRow.batch_id == batch.id, BatchRow.verdict == UPDATE)
    rows = current_work().session.scalars(query.order_by(BatchRow.number).limit(limit)).all()
    if not rows:
        return _withdraw_some(batch.id, limit) or withdraw_some(batch.id, limit)
    _tell([row for row in rows if _restore(row)], "back")
    for row in rows:
        row.verdict = TAKEN_BACK
    return len(rows)


def _again(values: Mapping[str, Any]) -> Checked:
    meter = values["meter"]
    hung = NewMeter(
        number=meter["number"],
        digits=meter["digits"],
        initial_reading=Volume(meter["initial_reading"]),
        installed_on=date.fromisoformat(meter["installed_on"]) if meter["installed_on"] else None,
        factor=Factor(meter["factor"]),
    )
    fields = AccountFields(**values["fields"])
    new = NewAccount(values["number"], fields, hung, Volume(values["cycle_volume"]))
    return Checked(new, values["customer_id"], values["meter_id"])


def _change(row: BatchRow) -> bool:
    if _set(row, row.values["set"], row.values["version"]):
        return True
    row.values = {**row.values, "left_out": True}
    row.reason = stored(LEFT_OUT)
    return False


def _restore(row: BatchRow) -> bool:
    return "left_out" not in row.values and _set(row, row.values["was"], row.values["version"] + 1)


def _set(row: BatchRow, values: Mapping[str, Any], version: int) -> bool:
    held = update(GasAccount).where(GasAccount.id == row.values["id"], GasAccount.version == version)
    changed = held.values(**values, version=version + 1).execution_options(synchronize_session=False)
    return bool(current_work().session.execute(changed).rowcount)  # type: ignore[attr-defined]


def _tell(rows: Sequence[BatchRow], way: str) -> None:
    """Write the history of changed accounts and let them be found by what they are now."""
    if not rows:
        return
    ids = [row.values["id"] for row in rows]
    columns = (GasAccount.id, GasAccount.number, GasAccount.name, GasAccount.phone, GasAccount.address)
    now = current_work().session.execute(select(*columns).where(GasAccount.id.in_(ids))).mappings().all()
    hanging = current_installations(ids)
    put_in_index(
        (one["id"], {**one, "meter": hanging[one["id"]].number if one["id"] in hanging else ""}) for one in now
    )
    record_many(CHANGED, [_deed(row.values, way) for row in rows])


def _deed(values: Mapping[str, Any], way: str) -> Deed:
    changed = [dict(one) for one in values["changes"]]
    if way == "back":
        changed = [{**one, "old": one["new"], "new": one["old"]} for one in changed]
    return Deed(f"account:{values['id']}", values["customer_id"], {"number": values["number"], "changes": changed})


def _touched(batch_id: int) -> Select[Any]:
    """The numbers of accounts of the import that a plan names, that were changed, or with whose customers one dealt."""
    own_deeds = (OPENED.name, CUSTOMER_OPENED.name, CUSTOMER_SEEN.name)
    later = and_(Entry.at > GasAccount.opened_at, Entry.action.not_in(own_deeds))
    dealt_with = exists().where(Entry.customer_id == GasAccount.customer_id, later)
    sibling = aliased(GasAccount)
    made = select(Customer.id).where(Customer.batch_id == batch_id)
    shared = exists().where(sibling.customer_id == GasAccount.customer_id, sibling.batch_id.is_distinct_from(batch_id))
    planned = exists().where(PLAN_ITEMS.c.account_id == GasAccount.id)
    touched = or_(planned, GasAccount.version > 1, dealt_with, and_(GasAccount.customer_id.in_(made), shared))
    return select(GasAccount.number).where(GasAccount.batch_id == batch_id, touched)


def _changed_since(batch: Batch) -> list[str]:
    session = current_work().session
    query = select(BatchRow.values).where(BatchRow.batch_id == batch.id, BatchRow.verdict == UPDATE)
    written = [values for values in session.scalars(query.order_by(BatchRow.number)) if "left_out" not in values]
    versions: dict[int, int] = {}
    for part in in_parts([one["id"] for one in written]):
        now = select(GasAccount.id, GasAccount.version).where(GasAccount.id.in_(part))
        versions.update({row.id: row.version for row in session.execute(now)})
    return [one["number"] for one in written if versions.get(one["id"]) not in (one["version"], one["version"] + 1)]


def _withdraw_some(batch_id: int, limit: int) -> int:
    session = current_work().session
    query = select(GasAccount.id, GasAccount.number, GasAccount.name, GasAccount.customer_id)
    gone = session.execute(query.where(GasAccount.batch_id == batch_id).order_by(GasAccount.id).limit(limit)).all()
    ids = [row.id for row in gone]
    if ids:
        remove_many(ids, batch_id=batch_id)
        index.forget("account", ids)
        session.execute(delete(GasAccount).where(GasAccount.id.in_(ids)).execution_options(synchronize_session=False))
        deeds = (Deed(f"account:{row.id}", row.customer_id, {"number": row.number, "name": row.name}) for row in gone)
        record_many(WITHDRAWN, deeds)
    return len(ids)
