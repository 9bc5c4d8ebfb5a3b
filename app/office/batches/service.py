"""Bringing a sheet in, applying it and taking it back: each one deed, whatever the number of rows (O-15)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.exchange.files import kind_of as file_kind_of
from app.exchange.read import read_sheet
from app.jobs.service import enqueue
from app.office.batches import queries, store
from app.office.batches.feature import UNDONE
from app.office.batches.kinds import ImportKind, kind_of
from app.office.batches.models import Batch
from app.office.batches.sentences import stored
from app.office.history.service import record
from app.unit_of_work import current_work, unit_of_work

READ_AT_ONCE = 8 * 1024 * 1024  # bytes; a larger file is read by the worker, and refused on the page of its import
CHANGED_MEANWHILE = Text("Somebody was quicker: the import is no longer as you saw it. Look at the page again.")


def look_at(path: Path, kind: ImportKind, filename: str) -> None:
    """Refuse a file that cannot be imported, before anything is stored. Raises Refused for the field `sheet`."""
    try:
        if path.stat().st_size > READ_AT_ONCE:
            file_kind_of(path)
        else:
            read_sheet(path, kind.columns, filename=filename)
    except Refused as refused:
        raise Refused(refused.text, field="sheet") from None


def upload(
    path: Path, kind: ImportKind, filename: str, options: Mapping[str, str], *, by: Actor, language: str
) -> Batch:
    """Keep an uploaded sheet until it is checked, and ask for the check; `path` is moved away."""
    with unit_of_work(by=by):
        batch = begin(path, kind, filename, options, by=by)
        path.replace(store.path_of(batch.id))
        _enqueue("imports.check", batch, by=by, language=language)
        return batch


def begin(path: Path, kind: ImportKind, filename: str, options: Mapping[str, Any], *, by: Actor) -> Batch:
    """Store the import itself, not yet any row. The same file once more gives a notice."""
    digest = store.hash_of(path)
    with unit_of_work(by=by) as work:
        batch = Batch(
            kind=kind.key,
            filename=filename[-200:],
            sha256=digest,
            options=dict(options),
            state="checking",
            counts={},
            notices=[],
            partial=False,
            done=0,
            staff_id=by.staff_id,
            actor_name=by.name,
            made_at=work.at,
        )
        work.session.add(batch)
        work.session.flush()
        earlier = queries.same_file(digest, kind=kind.key, before=batch.id)
        batch.notices = [stored(_seen_before(earlier))] if earlier else []
        work.session.flush()
        return batch


def start_applying(batch_id: int, *, partial: bool, by: Actor) -> Batch:
    """Let a checked import be written. Raises Refused where rows were refused and `partial` does not allow that."""
    with unit_of_work(by=by):
        batch = queries.batch(batch_id)
        refused = batch.counts.get("refused", 0)
        if refused and not partial:
            raise Refused(
                Text("Rows refused: %(rows)s. Mend them and import again, or choose the others anyway.", rows=refused),
                field="partial",
            )
        move(batch_id, "applying", before=("checked",), partial=partial)
        return queries.batch(batch_id)


def ask_to_apply(batch_id: int, *, partial: bool, by: Actor, language: str) -> int:
    """Have a checked import applied by the worker; return the job's id.

    Raises Refused as `start_applying`, Conflict when it is begun.
    """
    with unit_of_work(by=by):
        batch = start_applying(batch_id, partial=partial, by=by)
        return _enqueue("imports.apply", batch, by=by, language=language)


def undo(batch_id: int, *, by: Actor, language: str) -> None:
    """Take an import back as a whole; its rows are hidden at once and removed by the worker.

    Raises Refused where one of its rows was touched since, Conflict where there is nothing to take back.
    """
    with unit_of_work(by=by):
        batch = queries.batch(batch_id)
        kind = kind_of(batch.kind)
        if batch.done:
            kind.undo(batch)
        rests = kind.remove is not None and batch.done > 0
        move(batch_id, "undoing" if rests else "undone", before=("checking", "checked", "applying", "applied"))
        record(UNDONE, f"batch:{batch_id}", facts={"file": batch.filename, "rows": batch.done})
        if rests:
            _enqueue("imports.remove", batch, by=by, language=language)
    store.forget(batch_id)


def go_on(batch_id: int, *, by: Actor, language: str) -> None:
    """Take up an import whose work was stopped or failed. Raises Conflict where there is nothing to go on with."""
    works = {"checking": "imports.check", "applying": "imports.apply", "undoing": "imports.remove"}
    with unit_of_work(by=by):
        batch = queries.batch(batch_id)
        if batch.state not in works or queries.is_at_work(batch):
            raise Conflict(CHANGED_MEANWHILE)
        _enqueue(works[batch.state], batch, by=by, language=language)


def move(batch_id: int, state: str, *, before: tuple[str, ...], **values: Any) -> None:
    """Bring an import from one of the states `before` into another. Raises Conflict where somebody was quicker."""
    changed = update(Batch).where(Batch.id == batch_id, Batch.state.in_(before))
    result = current_work().session.execute(
        changed.values(state=state, **values).execution_options(synchronize_session=False)
    )
    if not result.rowcount:  # type: ignore[attr-defined]
        raise Conflict(CHANGED_MEANWHILE)
    current_work().touch(f"batch:{batch_id}")


def _enqueue(work_kind: str, batch: Batch, *, by: Actor, language: str) -> int:
    job_id = enqueue(work_kind, f"batch:{batch.id}", {"batch": batch.id}, by=by, language=language)
    session = current_work().session
    session.execute(update(Batch).where(Batch.id == batch.id).values(job_id=job_id))
    return job_id


def _seen_before(earlier: Batch) -> Text:
    return Text(
        "This very file was imported before: import %(number)s of %(day)s.",
        number=earlier.id,
        day=clock.local(earlier.made_at).date().isoformat(),
    )
