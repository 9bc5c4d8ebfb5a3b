"""Examples and blanks of forms: filled with made-up values, or with none for writing by hand. Neither is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from sqlalchemy.exc import NoResultFound

from app.office.documents import render
from app.office.documents.document import KEPT_IN_BLANKS, Document
from app.office.policy.switches import office
from app.printing.papers import Sheet
from app.printing.press import Piece

EXAMPLE, BLANK = "example", "blank"
MARKS = {EXAMPLE: "样张", BLANK: "空白"}  # words of the papers, the same in every language
PURPOSES = {EXAMPLE: "example", BLANK: "by-hand"}


def sheet_of(document: Document, which: str, paper: str | None) -> Sheet:
    """The paper for an example or a blank; it is never pre-printed. Raises Refused for another paper."""
    return replace(render.sheet_for(document, paper), data_only=False, purpose=PURPOSES[which])


def html_of(document: Document, which: str, sheet: Sheet) -> Markup:
    """All copies of the example or blank of a form as HTML (O-05)."""
    return Markup("").join(piece.html for piece in _pieces(document, which, sheet))


def pdf_of(document: Document, which: str, sheet: Sheet) -> bytes:
    """All copies of the example or blank of a form as one PDF (O-05)."""
    title = f"{document.chinese} {MARKS[which]}"
    return render.pdf_of_pieces(document, _pieces(document, which, sheet), sheet, title)


def example_values(document: Document) -> dict[str, Any]:
    """The made-up values of a form, below the name of this office. Raises NoResultFound where it has no example."""
    if document.example is None:
        raise NoResultFound(f"no example of {document.key}")
    with render.office_language():
        return _headed(render.plain(document.example()))


def blank_values(document: Document) -> dict[str, Any]:
    """The values of a form in which nothing is written yet but the name of this office."""
    if document.blank is not None:
        with render.office_language():
            return _headed(render.plain(document.blank()))
    return _headed(emptied(example_values(document), document.blank_rows))


def emptied(values: Mapping[str, Any], rows: int) -> dict[str, Any]:
    """The same values without words and figures; each innermost table has this many empty rows."""
    return {name: _empty(value, rows) for name, value in values.items()}


def _empty(value: Any, rows: int) -> Any:
    match value:
        case dict():
            return emptied(value, rows)
        case [dict() as first, *_]:
            return [emptied(first, rows)] * (1 if any(_is_table(part) for part in first.values()) else rows)
        case list():
            return ["" for _ in value]  # the cells of a row
        case _:
            return ""


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _headed(values: dict[str, Any]) -> dict[str, Any]:
    own = office()
    head = dict(zip(KEPT_IN_BLANKS, (own.name, "\n".join(filter(None, (own.phone, own.address)))), strict=True))
    return values | {name: words for name, words in head.items() if name in values}


def _pieces(document: Document, which: str, sheet: Sheet) -> list[Piece]:
    values = example_values(document) if which == EXAMPLE else blank_values(document)
    return render.pieces_of(document, values, sheet, count=1, copies=len(document.copies), mark=MARKS[which])
