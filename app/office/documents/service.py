"""Counting prints: what was printed once is frozen, and everything after the first print is a reprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, bindparam, select, text, update

from app.columns import UtcDateTime
from app.domain.actor import Actor
from app.office.documents.document import Document
from app.office.documents.feature import PRINTED
from app.office.documents.models import PrintedDocument
from app.office.history.service import Deed, record_many
from app.unit_of_work import Work, unit_of_work

COUNT = text(
    "INSERT INTO printed_documents (kind, subject_id, number, customer_id, paper, frozen, template, count, "
    "first_at, first_by, last_at, last_by) VALUES (:kind, :subject_id, :number, :customer_id, :paper, :frozen, "
    ":template, 1, :at, :by, :at, :by) ON CONFLICT (kind, subject_id) DO UPDATE SET "
    "count = printed_documents.count + 1, last_at = :at, last_by = :by"
).bindparams(bindparam("frozen", type_=JSON()), bindparam("at", type_=UtcDateTime()))


@dataclass(frozen=True, slots=True)
class Print:
    """One paper about to be printed: its subject and the values that count if it never was printed before."""

    subject_id: int
    values: Mapping[str, Any]


def count_prints(
    document: Document, prints: Sequence[Print], *, paper: str, template: str, by: Actor
) -> dict[int, int]:
    """Count one more print of each paper; return which print it is for each subject, from 1.

    The first print freezes the values; those of a later one are ignored. Writes one entry of history for each.
    """
    with unit_of_work(by=by) as work:
        common = {"kind": document.key, "paper": paper, "template": template, "at": work.at, "by": by.name}
        work.session.execute(COUNT, [{**common, **_row(one)} for one in prints])
        counts = _counts(work, document.key, [one.subject_id for one in prints])
        record_many(PRINTED, [_deed(document, one, counts[one.subject_id]) for one in prints])
        return counts


def note_file(document: Document, ids: Sequence[int], *, sha256: str, file: str | None, by: Actor) -> None:
    """Remember in which PDF these papers were printed first; what is known already stays."""
    with unit_of_work(by=by) as work:
        unknown = PrintedDocument.sha256.is_(None)
        these = update(PrintedDocument).where(PrintedDocument.kind == document.key, unknown)
        work.session.execute(these.where(PrintedDocument.subject_id.in_(ids)).values(sha256=sha256, file=file))


def _row(one: Print) -> dict[str, Any]:
    return {
        "subject_id": one.subject_id,
        "number": one.values["number"],
        "customer_id": one.values["customer_id"],
        "frozen": dict(one.values),
    }


def _counts(work: Work, kind: str, ids: Sequence[int]) -> dict[int, int]:
    rows = work.session.execute(
        select(PrintedDocument.subject_id, PrintedDocument.count)
        .where(PrintedDocument.kind == kind, PrintedDocument.subject_id.in_(ids))
        .order_by(PrintedDocument.id)
    )
    return dict(rows.all())


def _deed(document: Document, one: Print, count: int) -> Deed:
    facts = {"form": document.chinese, "number": one.values["number"], "count": count}
    return Deed(f"{document.key}:{one.subject_id}", one.values["customer_id"], facts)
