"""Looking at what has been printed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.extensions import db
from app.office.documents.models import PrintedDocument


def printed(kind: str, subject_id: int) -> PrintedDocument | None:
    """The paper as printed before; None where it never was."""
    query = select(PrintedDocument).where(PrintedDocument.kind == kind, PrintedDocument.subject_id == subject_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def printed_among(kind: str, ids: Sequence[int]) -> dict[int, PrintedDocument]:
    """Those of these papers that have been printed before, by the id of their subject."""
    query = (
        select(PrintedDocument)
        .where(PrintedDocument.kind == kind, PrintedDocument.subject_id.in_(ids))
        .order_by(PrintedDocument.id)
        .execution_options(populate_existing=True)
    )
    return {row.subject_id: row for row in db.session.scalars(query)}
