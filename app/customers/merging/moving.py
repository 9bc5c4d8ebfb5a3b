"""Moving what hangs on one customer to another, cell by cell, and moving it back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Table, func, insert, select, update

from app import clock
from app.columns import Base, table_of
from app.customers.merging.models import MergeMove
from app.customers.merging.rules import LOSER
from app.customers.merging.tables import SUBJECT, references, refers, staying
from app.extensions import db
from app.unit_of_work import current_work

AT_ONCE = 500
ONE_EACH = ("admissions", "archived_files", "invoicing_data")  # of which a customer has one at most
RUNNING = ("waiting", "asked")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that a merge changes in a row that hangs on a customer."""

    table: str
    row_id: int
    column: str
    was: Any
    became: Any


def plan(survivor_id: int, loser_id: int, *, contact_of: str) -> list[Cell]:
    """Every cell that changes where these two are made one; reads only.

    What cannot stand twice at one customer is mended before it moves, or stays: see `stays`. `contact_of` tells whose
    main contact is the main one afterwards.
    """
    mended = [
        *_main_contacts(survivor_id, loser_id, contact_of),
        *_classes(survivor_id, loser_id),
        *_filings(survivor_id, loser_id),
    ]
    kept = _kept(survivor_id, loser_id)
    moved = [
        Cell(one.table.name, row_id, one.column.name, one.value_for(loser_id), one.value_for(survivor_id))
        for one in references()
        for row_id in _ids(one.table, one.column == one.value_for(loser_id))
        if row_id not in kept[one.table.name]
    ]
    merged = _ids(_table("customers"), _table("customers").c.merged_into_id == loser_id)
    return [*mended, *moved, *(Cell("customers", one, "merged_into_id", loser_id, survivor_id) for one in merged)]


def stays(survivor_id: int, loser_id: int) -> Iterator[tuple[str, int]]:
    """Rows that stay with the closed file because the other one has its own: table and how many."""
    return ((name, len(ids)) for name, ids in _kept(survivor_id, loser_id).items() if ids)


def left_behind(loser_id: int) -> list[tuple[str, int, str]]:
    """What can never move: table, rows, and why, as a msgid."""
    counted = (
        (one.table.name, _count(one.table, one.column == loser_id), why)
        for one, why in staying()
        if one.column.name != SUBJECT
    )
    return [row for row in counted if row[1]]


def counts(cells: Iterable[Cell]) -> list[tuple[str, int]]:
    """How many rows of each table go from one customer to the other; what is only mended is not counted."""
    going = (cell for cell in cells if refers(_table(cell.table), _table(cell.table).c[cell.column]))
    rows = Counter(table for table, _ in {(cell.table, cell.row_id) for cell in going})
    return sorted(rows.items())


def move(cells: Sequence[Cell], *, merge_id: int) -> None:
    """Change the cells and write each of them down, in the unit of work that is under way."""
    for (table, column, was, became), ids in _grouped(cells).items():
        _set(_table(table).c[column], ids, was, became)
    common = {"merge_id": merge_id}
    rows = [{**common, **_stored(cell)} for cell in cells]
    if rows:
        current_work().session.execute(insert(table_of(MergeMove)), rows)


def move_back(merge_id: int) -> list[tuple[str, int]]:
    """Change the cells of a merge back that still are as it left them, the last first.

    Returns table and number of the rows that somebody moved on since, which stay where they are.
    """
    query = select(MergeMove).where(MergeMove.merge_id == merge_id).order_by(MergeMove.id.desc())
    cells = [_read(move) for move in current_work().session.scalars(query)]
    left: Counter[str] = Counter()
    for (table, column, was, became), ids in _grouped(cells).items():
        free = _without_another(ids) if (table, column) == ("contacts", "main") and was else ids
        left[table] += len(ids) - _set(_table(table).c[column], free, became, was)
    return sorted((table, rows) for table, rows in left.items() if rows)


def not_back(merge_id: int) -> list[tuple[str, int]]:
    """Table and number of the rows of an undone merge that are not where they were before it."""
    query = select(MergeMove).where(MergeMove.merge_id == merge_id).order_by(MergeMove.id)
    cells = [_read(move) for move in db.session.scalars(query)]
    elsewhere: Counter[str] = Counter()
    for (table, column, was, _), ids in _grouped(cells).items():
        cell = _table(table).c[column]
        for start in range(0, len(ids), AT_ONCE):
            part = _table(table).c.id.in_(ids[start : start + AT_ONCE])
            elsewhere[table] += _count(_table(table), part & cell.is_distinct_from(was))
    return sorted((table, rows) for table, rows in elsewhere.items() if rows)


def _grouped(cells: Sequence[Cell]) -> dict[tuple[str, str, Any, Any], list[int]]:
    groups: dict[tuple[str, str, Any, Any], list[int]] = defaultdict(list)
    for cell in cells:
        groups[(cell.table, cell.column, cell.was, cell.became)].append(cell.row_id)
    return groups


def _set(column: Column[Any], ids: Sequence[int], was: Any, becomes: Any) -> int:
    """Give the column another value in those of these rows that still hold `was`; return how many they were."""
    session, changed = current_work().session, 0
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        held = update(column.table).where(column.table.c.id.in_(part), column.is_not_distinct_from(was))
        changed += session.execute(held.values({column.name: becomes})).rowcount  # type: ignore[attr-defined]
    return changed


def _stored(cell: Cell) -> dict[str, Any]:
    was, became = ("" if one is None else str(one) for one in (cell.was, cell.became))
    key = {"id": cell.row_id}
    return {
        "table_name": cell.table, "row_key": key, "column_name": cell.column, "was": was, "became": became,
    }  # fmt: skip


def _read(stored: MergeMove) -> Cell:
    column = _table(stored.table_name).c[stored.column_name]
    was, became = (_value(column, text) for text in (stored.was, stored.became))
    return Cell(stored.table_name, stored.row_key["id"], stored.column_name, was, became)


def _value(column: Column[Any], text: str) -> Any:
    kind = column.type.python_type
    if kind is not str and not text:
        return None
    if kind is bool:
        return text == "True"
    return date.fromisoformat(text) if kind is date else kind(text)


def _main_contacts(survivor_id: int, loser_id: int, contact_of: str) -> list[Cell]:
    """A customer has one main contact: that of the file whose contact person stays."""
    contacts = _table("contacts")
    mains = {one: _ids(contacts, (contacts.c.customer_id == one) & contacts.c.main) for one in (survivor_id, loser_id)}
    if not all(mains.values()):
        return []
    second = survivor_id if contact_of == LOSER else loser_id
    return [Cell("contacts", one, "main", True, False) for one in mains[second]]


def _without_another(contact_ids: Sequence[int]) -> list[int]:
    """Those of these contacts whose customer has no main contact meanwhile."""
    contacts = _table("contacts")
    other = contacts.alias()
    taken = select(other.c.id).where(other.c.customer_id == contacts.c.customer_id, other.c.main).exists()
    return _ids(contacts, contacts.c.id.in_(contact_ids) & ~taken)


def _classes(survivor_id: int, loser_id: int) -> list[Cell]:
    """A customer has one class in a scheme: the survivor's goes on, the other's ends today."""
    classes = _table("classifications")
    now = classes.c.until_on.is_(None)
    schemes = select(classes.c.scheme_id).where(classes.c.customer_id == survivor_id, now)
    twice = _ids(classes, (classes.c.customer_id == loser_id) & now & classes.c.scheme_id.in_(schemes))
    return [Cell("classifications", one, "until_on", None, clock.today()) for one in twice]


def _filings(survivor_id: int, loser_id: int) -> list[Cell]:
    """A file is opened once: what was to be filed for the opening of the other one is a change of this one."""
    filings = _table("filings")
    opening = (filings.c.kind == "opening") & (filings.c.state != "dropped")
    if not _ids(filings, opening & (filings.c.customer_id == survivor_id)):
        return []
    still_open = _ids(filings, opening & (filings.c.customer_id == loser_id) & (filings.c.state == "open"))
    return [Cell("filings", one, "kind", "opening", "change") for one in still_open]


def _kept(survivor_id: int, loser_id: int) -> dict[str, set[int]]:
    """The rows of each table that cannot move because the survivor has his own."""
    kept: dict[str, set[int]] = defaultdict(set)
    for name in ONE_EACH:
        owner = _table(name).c.customer_id
        if _ids(_table(name), owner == survivor_id):
            kept[name] = set(_ids(_table(name), owner == loser_id))
    filings, approvals = _table("filings"), _table("approvals")
    filed = (filings.c.kind == "opening") & filings.c.state.not_in(("dropped", "open"))
    if _ids(
        filings, (filings.c.kind == "opening") & (filings.c.state != "dropped") & (filings.c.customer_id == survivor_id)
    ):
        kept["filings"] = set(_ids(filings, filed & (filings.c.customer_id == loser_id)))
    running = approvals.c.state.in_(RUNNING)
    theirs = select(approvals.c.matter).where(approvals.c.subject == f"customer:{survivor_id}", running)
    twice = (approvals.c.subject == f"customer:{loser_id}") & running & approvals.c.matter.in_(theirs)
    kept["approvals"] = set(_ids(approvals, twice))
    return kept


def _ids(table: Table, condition: Any) -> list[int]:
    return list(db.session.scalars(select(table.c.id).where(condition).order_by(table.c.id)))


def _count(table: Table, condition: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(condition)) or 0


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
