"""Binding files, moving what is bound, putting the registers of a month away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from app import clock
from app.columns import table_of
from app.customers.archive import queries
from app.customers.archive.feature import BOUND, MOVED, PUT_AWAY
from app.customers.archive.kinds import monthly_register
from app.customers.archive.models import ArchivedFile, MonthlyArchive
from app.customers.archive.policy import ArchivePolicy
from app.customers.archive.rules import SHEETS, check_month, fingerprint, number_of, places
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import Deed, changes, record, record_many
from app.office.numbering.service import take_numbers
from app.office.policy import queries as policy
from app.unit_of_work import current_work, unit_of_work


def bind(customer_ids: Sequence[int], *, place: str | None, sheets: Sequence[str], by: Actor) -> list[str]:
    """Bind the files of these customers, by customer number, and give each its place (C-110); return archive numbers.

    What is bound already stays where it lies. Raises Refused where nothing is left to bind, or nothing is in it.
    """
    bound_in = [one for one in SHEETS if one in sheets]
    if not bound_in:
        raise Refused(Text("Tick what is bound in these files."), field="sheets")
    with unit_of_work(by=by) as work:
        wanted = select(Customer.id, Customer.number).where(Customer.id.in_(customer_ids), file_editable(by))
        held = wanted.order_by(Customer.id).with_for_update(of=Customer, key_share=True)
        mine = work.session.execute(held).all()  # who binds the same files at the same moment waits here
        bound = select(ArchivedFile.customer_id).where(ArchivedFile.customer_id.in_(customer_ids))
        there = set(work.session.scalars(bound))
        files = [file for file in mine if file.id not in there]
        if not files:
            raise Refused(Text("Tick at least one file that is not bound yet."))
        rows = _rows(files, {"place": place, "sheets": bound_in, "bound_by": by.name, "bound_at": work.at})
        work.session.execute(insert(table_of(ArchivedFile)), rows)
        record_many(BOUND, [_deed(file, row) for file, row in zip(files, rows, strict=True)])
        return [number_of(row["ordinal"]) for row in rows]


def move(archived_id: int, version: int, *, place: str | None, sheets: Sequence[str], by: Actor) -> None:
    """Say where a bound file lies now and what is bound in it (C-112); archive number and bag stay.

    Raises Refused, Conflict, NoResultFound.
    """
    wished = {"place": place, "sheets": [one for one in SHEETS if one in sheets]}
    if not wished["sheets"]:
        raise Refused(Text("Tick what is bound in these files."), field="sheets")
    with unit_of_work(by=by) as work:
        file = queries.bound_file(archived_id, by)
        changed = changes({name: getattr(file, name) for name in wished}, wished)
        held = update(ArchivedFile).where(ArchivedFile.id == archived_id, ArchivedFile.version == version)
        if not work.session.execute(held.values(**wished, version=version + 1)).rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody else has changed this meanwhile. Look at it again."))
        facts = {"archive": number_of(file.ordinal), "changes": changed}
        if changed:
            record(MOVED, f"archived:{archived_id}", customer_id=file.customer_id, facts=facts)


def put_away(register: str, month: str, *, place: str | None, by: Actor) -> MonthlyArchive:
    """Put a register of a month away: its lines are counted and fingerprinted as they are now (C-111).

    Raises Refused for a month that is not over or is put away already, NoResultFound for an unknown register.
    """
    check_month(month, clock.today())
    with unit_of_work(by=by) as work:
        one = monthly_register(register)
        if (register, month) in queries.put_away([month]):
            raise Refused(Text("This register of this month is put away already."))
        rows = one.rows(month)
        kept = MonthlyArchive(register=register, month=month, rows=len(rows), sha256=fingerprint(rows), place=place)
        kept.made_by, kept.made_at = by.name, work.at
        work.session.add(kept)
        work.session.flush()
        facts = {"register": one.label, "month": month, "rows": len(rows), "sha256": kept.sha256}
        record(PUT_AWAY, f"monthly_archive:{kept.id}", facts=facts)
        return kept


def withdrawn(customer_ids: Sequence[int]) -> None:
    """Take the files of customers whose import is taken back out of the archive (hook `customers_withdrawn`)."""
    gone = delete(ArchivedFile).where(ArchivedFile.customer_id.in_(customer_ids))
    current_work().session.execute(gone.execution_options(synchronize_session=False))


def _rows(files: Sequence[Any], common: dict[str, Any]) -> list[dict[str, Any]]:
    ordinals = take_numbers("archive", len(files))  # whoever binds at the same moment waits here
    bag, in_bag = queries.last_bag()
    size = policy.of(ArchivePolicy).bag_size
    found = places(ordinals.start, len(files), bag=bag, in_bag=in_bag, size=size)
    return [
        {**common, "customer_id": file.id, "ordinal": one.ordinal, "bag": one.bag, "version": 1}
        for file, one in zip(files, found, strict=True)
    ]


def _deed(file: Any, row: dict[str, Any]) -> Deed:
    facts = {"number": file.number, "archive": number_of(row["ordinal"]), "bag": row["bag"]}
    return Deed(f"customer:{file.id}", file.id, facts)
