"""Printing one paper: look, count, print. Counting is a deed of its own, done before anything leaves the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.documents import queries, render, service, shelf
from app.office.documents.document import Document
from app.office.documents.models import PrintedDocument
from app.printing.papers import Sheet


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next print would show."""

    values: Mapping[str, Any]
    count: int


def preview(document: Document, actor: Actor, subject_id: int, arguments: Mapping[str, str]) -> Preview:
    """The values of the next print and which one it would be. Raises NoResultFound."""
    values = render.load(document, actor, subject_id, arguments)
    before = queries.printed(document.key, subject_id) if document.official else None
    return Preview(before.frozen, before.count + 1) if before else Preview(values, 1)


def unfinished(document: Document, values: Mapping[str, Any]) -> Text | None:
    """Why a paper with these values may be looked at but not be printed yet; None where it may."""
    return document.unfinished(values) if document.unfinished else None


def count_one(document: Document, actor: Actor, subject_id: int, sheet: Sheet) -> int:
    """Count one more print of an official paper; return which one it is, from 1.

    The PDF of the first is made before it counts: a paper that cannot be printed is never counted. Raises Refused
    for that and for an unfinished paper, NoResultFound for what the actor may not know of.
    """
    values = render.load(document, actor, subject_id, {})
    if (why_not := unfinished(document, values)) is not None:
        raise Refused(why_not)
    before = queries.printed(document.key, subject_id)
    pdf = None if before else render.pdf_of(document, values, sheet)
    one = service.Print(subject_id, values)
    version = render.template_version(document)
    count = service.count_prints(document, [one], paper=sheet.paper.key, template=version, by=actor)[subject_id]
    if pdf is not None and count == 1:
        file = f"{document.key}/{shelf.safe(values['number'])}-{subject_id}.pdf" if document.keep else None
        if file:
            shelf.keep(file, pdf)
        service.note_file(document, [subject_id], sha256=shelf.hash_of(pdf), file=file, by=actor)
    return count


def counted(document: Document, actor: Actor, subject_id: int, count: int) -> PrintedDocument:
    """The paper whose print number `count` has been counted. Raises NoResultFound where it has not."""
    render.load(document, actor, subject_id, {})  # whoever may not know of the subject learns nothing here
    before = queries.printed(document.key, subject_id)
    if before is None or not 1 <= count <= before.count:
        raise NoResultFound(f"print {count} of {document.key} {subject_id}")
    return before


def counted_pdf(document: Document, before: PrintedDocument, sheet: Sheet, count: int) -> bytes:
    """The PDF of a counted print; that of the first is the kept one, where one was kept on this paper."""
    if count == 1 and before.file and before.paper == sheet.paper.key and document.keep:
        return shelf.fetch(before.file)
    return render.pdf_of(document, before.frozen, sheet, count=count)
