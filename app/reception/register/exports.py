"""Registers as spreadsheets: every line as it holds, with what was corrected beside it (O-15)."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_csv, write_xlsx
from app.reception.register.books import Book, columns_of
from app.reception.register.queries import lines
from app.reception.register.queries.lines import Filters, Line
from app.reception.register.service import take_out
from app.reception.register.words import cell
from app.web.filters import moment
from app.web.language import say

KINDS: dict[str, Kind] = {"day": "date"}
AFTER = (Text("Entered by"), Text("Reviewed and valid"), Text("Corrections"))


def answer(book: Book, filters: Filters, kind: str, *, by: Actor) -> Response:
    """The filtered lines as a file to keep, "csv" or "xlsx"; who took it stands in the history."""
    rows = [_cells(book, line) for line in lines.lines(book, filters, by)]
    period = f"{filters.since}" if filters.since == filters.until else f"{filters.since} – {filters.until}"
    take_out(book, period, kind, len(rows), by=by)
    stream, columns = BytesIO(), _columns(book)
    if kind == "csv":
        write_csv(stream, columns, rows)
    else:
        write_xlsx(stream, columns, rows, title=f"{book.chinese} {filters.since}")
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{book.chinese} {period}.{kind}")


def _columns(book: Book) -> list[ExportColumn]:
    before = [ExportColumn(say(Text("No.")), "text"), ExportColumn(say(Text("Day")), "date")]
    own = [ExportColumn(say(one.label), KINDS.get(one.kind, "text")) for one in columns_of(book)]
    return [*before, *own, *(ExportColumn(say(label), "text") for label in AFTER)]


def _cells(book: Book, line: Line) -> list[object]:
    own = [_cell(line, column.key, column.kind) for column in columns_of(book)]
    yes = say(Text("Yes")) if line.valid else ""
    return [line.number, line.day, *own, line.made_by, yes, "\n".join(_told(book, line))]


def _cell(line: Line, key: str, kind: str) -> object:
    now, _ = cell(line, key)
    return date.fromisoformat(now) if kind == "day" and now else now or None


def _told(book: Book, line: Line) -> list[str]:
    labels = {column.key: say(column.label) for column in columns_of(book)}
    return [
        f"{labels[one.field]}: {one.old or ''} → {one.new or ''} ({one.reason} {one.by_name} {moment(one.at)})".strip()
        for one in line.corrections
        if one.field in labels
    ]
