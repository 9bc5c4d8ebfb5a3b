"""Which imports there are, what became of their rows, and whether what they made may be seen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from app.domain.actor import Actor
from app.extensions import db
from app.jobs import queries as jobs
from app.office.batches.kinds import REFUSED, ImportKind, kinds_for
from app.office.batches.models import Batch, BatchRow
from app.web.paging import Order, Page, page_of


def published(column: Any) -> ColumnElement[bool]:
    """The condition on a `batch_id` column under which the row may be seen: made by hand, or by an applied import.

    It names the few imports that are not applied, and hides the column from its index: in the order of that index
    no list can be read page by page.
    """
    return func.coalesce(column, 0).not_in(select(Batch.id).where(Batch.state != "applied"))


def batch(batch_id: int) -> Batch:
    """The import as stored now. Raises NoResultFound."""
    query = select(Batch).where(Batch.id == batch_id).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def batch_of(batch_id: int, actor: Actor) -> Batch:
    """The import as stored now, for whoever may see it. Raises NoResultFound."""
    query = select(Batch).where(Batch.id == batch_id, _visible(kinds_for(actor), actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def batches_page(kinds: Sequence[ImportKind], actor: Actor, *, after: str | None = None) -> Page[Batch]:
    """The imports of these kinds that this actor may see, newest first."""
    query = select(Batch).where(_visible(kinds, actor))
    return page_of(db.session(), query, [Order(Batch.id, descending=True)], after=after)


def _visible(kinds: Sequence[ImportKind], actor: Actor) -> ColumnElement[bool]:
    seen = (and_(Batch.kind == kind.key, kind.visible(actor) if kind.visible else true()) for kind in kinds)
    return or_(false(), *seen)


def rows_page(batch_id: int, verdict: str, *, after: str | None = None) -> Page[BatchRow]:
    """The rows of an import that got this verdict, in the order of the sheet."""
    query = select(BatchRow).where(BatchRow.batch_id == batch_id, BatchRow.verdict == verdict)
    return page_of(db.session(), query, [Order(BatchRow.number)], after=after)


def refused_rows(batch_id: int) -> Sequence[BatchRow]:
    """Every refused row of an import, in the order of the sheet."""
    query = select(BatchRow).where(BatchRow.batch_id == batch_id, BatchRow.verdict == REFUSED)
    return db.session.scalars(query.order_by(BatchRow.number)).all()


def numbers_of(batch_id: int, verdicts: Collection[str]) -> list[int]:
    """The row numbers of an import that got one of these verdicts, in the order of the sheet."""
    query = select(BatchRow.number).where(BatchRow.batch_id == batch_id, BatchRow.verdict.in_(verdicts))
    return list(db.session.scalars(query.order_by(BatchRow.number)))


def same_file(sha256: str, *, kind: str, before: int) -> Batch | None:
    """The newest earlier import of this very file that was not refused as a whole."""
    query = select(Batch).where(Batch.sha256 == sha256, Batch.kind == kind, Batch.id < before)
    return db.session.scalars(query.order_by(Batch.id.desc()).limit(1)).one_or_none()


def is_at_work(batch: Batch) -> bool:
    """True while the worker has something to do for this import or is about to."""
    job = jobs.newest_of(f"batch:{batch.id}")
    return job is not None and job.state in ("queued", "running")
