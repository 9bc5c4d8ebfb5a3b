"""From values to HTML and PDF, in the language of the office and on the paper that lies in its printers."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, get_locale, get_translations
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.documents.document import Document
from app.office.documents.policy import PaperPolicy
from app.office.policy import queries as policy
from app.office.policy.switches import office
from app.printing.papers import PAPERS, Sheet
from app.printing.press import Binder, Piece, print_pieces
from app.printing.qr import qr

CONTINUOUS = "241x140"


@contextmanager
def office_language() -> Iterator[None]:
    """Official papers speak the language of the office, whoever prints them (O-20)."""
    with force_locale(office().language):
        yield


def load(document: Document, actor: Actor, subject_id: int, arguments: Mapping[str, str]) -> dict[str, Any]:
    """The values of a form as plain data. Raises NoResultFound for what the actor may not know of."""
    with office_language():
        return plain(document.load(actor, subject_id, **arguments))


def plain(values: Any) -> dict[str, Any]:
    """A frozen dataclass as the data that is stored at its first print and read back for every reprint."""
    found: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(values), ensure_ascii=False))
    return found


def sheet_for(document: Document, paper: str | None) -> Sheet:
    """The paper as asked for, else the usual one, as it lies in the printer. Raises Refused for another paper."""
    usual = policy.of(PaperPolicy).usual
    usual = usual if usual in document.papers else document.papers[0]
    key = paper or usual
    if key not in document.papers:
        raise Refused(Text("This form is not printed on this paper. Choose another paper."), field="paper")
    return sheet_of(key)


def sheet_of(key: str) -> Sheet:
    """A paper as it lies in the printer."""
    if key != CONTINUOUS:
        return Sheet(PAPERS[key])
    settings = policy.of(PaperPolicy)
    return Sheet(PAPERS[key], settings.shift_x, settings.shift_y, settings.data_only)


def pieces_of(
    document: Document, values: Mapping[str, Any], sheet: Sheet, *, count: int, copies: int, mark: str = ""
) -> list[Piece]:
    """The copies of one paper; `count` is which print this is, from 1, and every one after the first is marked.

    `mark` stands in the place of that mark on what is no print of a subject: an example or a blank.
    """
    name = f"{document.chinese} {values.get('number', '')}".strip()
    mark = mark or (f"补打 {count - 1}" if count > 1 else "")
    return [
        Piece(name, html_of(document, values, sheet, copy=label, mark=mark))
        for label in _labels(document, sheet, copies)
    ]


def html_of(document: Document, values: Mapping[str, Any], sheet: Sheet, *, copy: str = "", mark: str = "") -> Markup:
    """One copy as HTML, in the language of the office; `copy` names its keeper."""
    with office_language():
        return Markup(  # noqa: S704 - made by a template, which escapes
            render_template(
                document.template,
                document=document,
                paper=values,
                sheet=sheet,
                copy=copy,
                print_mark=mark,
                qr=qr,
                _=_word,
                l=_nothing if sheet.data_only else _itself,
            )
        )


def pdf_of(
    document: Document, values: Mapping[str, Any], sheet: Sheet, *, count: int = 1, copies: int | None = None
) -> bytes:
    """The PDF of one paper with all its copies. Raises Refused for a character that cannot be printed."""
    number = values.get("number", "")
    pieces = pieces_of(document, values, sheet, count=count, copies=len(document.copies) if copies is None else copies)
    return pdf_of_pieces(document, pieces, sheet, f"{document.chinese} {number}".strip())


def pdf_of_pieces(document: Document, pieces: Sequence[Piece], sheet: Sheet, title: str) -> bytes:
    """The PDF of the copies of one paper; those of a paged form each count their own pages."""
    if not document.paged:
        return print_pieces(pieces, **setting(sheet, title))
    binder = Binder()
    for piece in pieces:
        binder.add(print_pieces([piece], **setting(sheet, title)))
    return binder.bound()


def setting(sheet: Sheet, title: str) -> dict[str, Any]:
    """What the press needs besides the pieces."""
    return {"title": title, "language": office().language[:2], "css": style(), "sheet": sheet}


def style() -> str:
    """The style sheet of all papers."""
    return _read(_style_file())


@lru_cache(maxsize=64)
def _version(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def template_version(document: Document) -> str:
    """Which version of the form this is: its template with all it imports and the style of papers, as a short hash."""
    return _version((*_sources(document.template), style()))


def _sources(template: str) -> Iterator[str]:
    environment = current_app.jinja_env
    if environment.loader is None:
        raise RuntimeError("the program has no templates")
    source, _, _ = environment.loader.get_source(environment, template)
    yield source
    for name in find_referenced_templates(environment.parse(source)):
        if name:
            yield from _sources(name)


def _style_file() -> Path:
    return Path(current_app.static_folder or "") / "css" / "print.css"


@lru_cache(maxsize=4)
def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _labels(document: Document, sheet: Sheet, copies: int) -> Sequence[str]:
    if not document.copies or copies < 1:
        return ("",)
    if sheet.paper.key == CONTINUOUS:
        return ("、".join(document.copies),)  # carbon paper makes the copies
    if sheet.paper.strip:
        return (document.copies[0],)
    return document.copies[:copies]


def _word(msgid: str, **params: Any) -> str:
    """A word of a form in the office's language, looked up once: thirty words a slip cost a month's print seconds."""
    word = _words(str(get_locale()), msgid)
    return word % params if params else word


@lru_cache(maxsize=2000)
def _words(_language: str, msgid: str) -> str:
    return str(get_translations().ugettext(msgid))


def _itself(text: str) -> str:
    return text


def _nothing(_text: str) -> str:
    return ""
