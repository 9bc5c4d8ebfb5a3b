"""The work of an import in short units, the same for the worker and for the command line (O-15).

Each unit raises the import's own count of written rows conditionally: whoever goes on after a crash, and even two at
once, write every row once. Nothing of it may be seen before the last flip.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer

from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.exchange.read import Row, Sheet, read_sheet
from app.extensions import db
from app.jobs.service import Running
from app.office.access.queries import actor_of
from app.office.batches import queries, store
from app.office.batches.feature import APPLIED, CHECKED
from app.office.batches.kinds import BY, CREATE, UPDATE, VERDICTS, ImportKind, Verdict, kind_of
from app.office.batches.models import Batch, BatchRow
from app.office.batches.sentences import stored
from app.office.batches.service import CHANGED_MEANWHILE, move
from app.office.history.service import record
from app.unit_of_work import PAUSE_SECONDS, current_work, in_short_units, unit_of_work

Keep = Callable[[int], None]
REMOVED_AT_ONCE = 100
OVERTAKEN = Text(
    "Some of these rows were stored by somebody else since the check. Take this import back and bring the sheet again."
)
VERDICTS_BETWEEN_SIGNS_OF_LIFE = 1000


def check_job(running: Running) -> dict[str, Any]:
    """Check an uploaded sheet; the file is removed once its rows have their verdicts."""
    batch = queries.batch(int(running.arguments["batch"]))
    if batch.state != "checking":
        return {}
    try:
        check_batch(batch.id, store.path_of(batch.id), by=running.by, keep=_keeper(running))
    except Refused as refused:
        if isinstance(refused, Conflict):
            raise
        with running.unit():
            move(batch.id, "refused", before=("checking",), notices=[*batch.notices, stored(refused.text)])
    store.forget(batch.id)
    return queries.batch(batch.id).counts


def apply_job(running: Running) -> dict[str, Any]:
    """Write a checked import; goes on where it stopped."""
    batch = queries.batch(int(running.arguments["batch"]))
    if batch.state != "applying":
        return {}
    running.expect(batch.counts[CREATE] + batch.counts[UPDATE])
    apply_batch(batch.id, by=running.by, keep=_keeper(running))
    return batch.counts


def remove_job(running: Running) -> dict[str, Any]:
    """Remove the hidden rows of an import that was taken back."""
    batch_id = int(running.arguments["batch"])
    removed = remove_batch(batch_id, by=running.by, keep=_keeper(running))
    return {"removed": removed}


def check_batch(batch_id: int, path: Path, *, by: Actor, keep: Keep) -> None:
    """Read the sheet at `path` and check it as `check_sheet` does. Raises Refused for a file that cannot be read."""
    batch = queries.batch(batch_id)
    sheet = read_sheet(path, kind_of(batch.kind).columns, filename=batch.filename)
    check_sheet(batch_id, sheet, by=by, keep=keep)


def check_sheet(batch_id: int, sheet: Sheet, *, by: Actor, keep: Keep) -> None:
    """Give every row of the sheet its verdict, store both, and let the import be applied."""
    batch = queries.batch(batch_id)
    kind = kind_of(batch.kind)
    keep(0)
    verdicts = _verdicts(kind, sheet, {**batch.options, BY: _whose_sight(batch)}, keep)
    _forget_rows(batch_id, by=by)
    pairs = list(zip(sheet.rows, verdicts, strict=True))
    in_short_units(pairs, partial(_store_rows, batch_id), by=by, after=keep)
    counts = _counts(verdicts)
    with unit_of_work(by=by):
        notices = [*batch.notices, *map(stored, sheet.notices)]
        move(batch_id, "checked", before=("checking",), counts=counts, notices=notices)
        record(CHECKED, f"batch:{batch_id}", facts={"file": batch.filename, **counts})


def apply_batch(batch_id: int, *, by: Actor, keep: Keep) -> None:
    """Write the rows to create, then those to update, from where the import stands on; then show all at once."""
    batch = queries.batch(batch_id)
    db.session.expunge(batch)  # every unit begins with a fresh view, and would read it again
    kind = kind_of(batch.kind)
    ready: dict[int, BatchRow] = {}
    todo = [*queries.numbers_of(batch_id, [CREATE]), *queries.numbers_of(batch_id, [UPDATE])]
    before = batch.done
    reached = before

    def after(done: int) -> None:
        nonlocal reached
        _raise_count(batch_id, reached, before + done)
        reached = before + done
        keep(reached)

    def apply(numbers: Sequence[int]) -> None:
        rows = [ready[number] for number in numbers]
        current_work().session.add_all(rows)
        try:
            kind.apply(batch, rows)
        except IntegrityError:  # the same number came in by another sheet or form since the check
            raise Refused(OVERTAKEN) from None

    in_short_units(todo[before:], apply, by=by, after=after, ahead=partial(_ready, kind, batch_id, ready))
    with unit_of_work(by=by) as work:
        move(batch_id, "applied", before=("applying",), applied_at=work.at)
        _tell(batch)
        record(APPLIED, f"batch:{batch_id}", facts={"file": batch.filename, **batch.counts})


def remove_batch(batch_id: int, *, by: Actor, keep: Keep) -> int:
    """Remove what a withdrawn import wrote, in short units; return how many rows that were."""
    batch = queries.batch(batch_id)
    remove = kind_of(batch.kind).remove
    removed, last = 0, -1
    while batch.state == "undoing" and remove is not None and last != 0:
        with unit_of_work(by=by):
            last = remove(batch, REMOVED_AT_ONCE)
            removed += last
            if last == 0:
                move(batch_id, "undone", before=("undoing",))
            keep(removed)
        time.sleep(PAUSE_SECONDS)
    return removed


def silent(_done: int) -> None:
    """Keep no progress: at the command line somebody waits anyway."""


def _keeper(running: Running) -> Keep:
    return lambda done: running.keep(done=done)


def _whose_sight(batch: Batch) -> Actor:
    return OPERATOR if batch.staff_id is None else actor_of(batch.staff_id)


def _verdicts(kind: ImportKind, sheet: Sheet, options: Mapping[str, Any], keep: Keep) -> list[Verdict]:
    found: list[Verdict] = []
    for verdict in kind.check(sheet.rows, options):
        found.append(verdict)
        if len(found) % VERDICTS_BETWEEN_SIGNS_OF_LIFE == 0:
            keep(0)
    found.sort(key=lambda verdict: verdict.number)
    if [verdict.number for verdict in found] != [row.number for row in sheet.rows]:
        raise RuntimeError(f"the import {kind.key} did not judge every row once")
    return found


def _counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    counted = Counter(verdict.verdict for verdict in verdicts)
    return {"rows": len(verdicts), **{name: counted[name] for name in VERDICTS}}


def _store_rows(batch_id: int, pairs: Sequence[tuple[Row, Verdict]]) -> None:
    rows = [
        {
            "batch_id": batch_id,
            "number": row.number,
            "verdict": verdict.verdict,
            "reason": stored(verdict.reason) if verdict.reason else None,
            "cells": {key: text for key, text in row.cells.items() if text},
            "values": dict(verdict.values),
        }
        for row, verdict in pairs
    ]
    current_work().session.execute(insert(BatchRow), rows)


def _forget_rows(batch_id: int, *, by: Actor) -> None:
    """A check that was cut off begins anew: what is known of the office may have changed since."""
    query = select(BatchRow.number).where(BatchRow.batch_id == batch_id).order_by(BatchRow.number)
    numbers = list(db.session.scalars(query))

    def forget(part: Sequence[int]) -> None:
        gone = delete(BatchRow).where(BatchRow.batch_id == batch_id, BatchRow.number.in_(part))
        current_work().session.execute(gone.execution_options(synchronize_session=False))

    in_short_units(numbers, forget, by=by)


def _tell(batch: Batch) -> None:
    applied = kind_of(batch.kind).applied
    if applied is not None:
        applied(batch)


def _ready(kind: ImportKind, batch_id: int, ready: dict[int, BatchRow], numbers: Sequence[int]) -> None:
    """Read the rows of the next slice while the database is free. Cut off from the session, they outlive the pause."""
    query = select(BatchRow).where(BatchRow.batch_id == batch_id, BatchRow.number.in_(numbers))
    rows = db.session.scalars(query.options(defer(BatchRow.cells)).order_by(BatchRow.number)).all()
    for row in rows:
        db.session.expunge(row)
    db.session.rollback()
    ready.clear()
    ready.update({row.number: row for row in rows})
    if kind.ahead is not None:
        kind.ahead(rows)


def _raise_count(batch_id: int, before: int, after: int) -> None:
    counted = update(Batch).where(Batch.id == batch_id, Batch.state == "applying", Batch.done == before)
    options = {"synchronize_session": False}
    result = current_work().session.execute(counted.values(done=after).execution_options(**options))
    if not result.rowcount:  # type: ignore[attr-defined]
        raise Conflict(CHANGED_MEANWHILE)
