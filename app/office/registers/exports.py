"""A month or year of a register as a spreadsheet: every line with its corrections (O-15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_csv, write_xlsx
from app.office.registers import queries
from app.office.registers.kinds import Register, RegisterColumn
from app.office.registers.models import RegisterEntry
from app.office.registers.queries import Filters, Line
from app.office.registers.service import take_out
from app.office.registers.words import number_of
from app.web.filters import moment
from app.web.language import say

KINDS: dict[str, Kind] = {"day": "date", "number": "number"}
AFTER = (
    Text("Entered by"),
    Text("Entered at"),
    Text("Entered later"),
    Text("Corrects"),
    Text("Reason"),
    Text("Holds"),
)


def answer(register: Register, filters: Filters, kind: str, *, by: Actor) -> Response:
    """The filtered lines as a file to keep, "csv" or "xlsx"; who took it stands in the history."""
    rows = [_cells(register, line, one) for line in queries.lines(register, filters) for one in line.written]
    take_out(register, filters.period, kind, len(rows), by=by)
    stream, columns = BytesIO(), _columns(register)
    if kind == "csv":
        write_csv(stream, columns, rows)
    else:
        write_xlsx(stream, columns, rows, title=f"{register.chinese} {filters.period}")
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{register.chinese} {filters.period}.{kind}")


def _columns(register: Register) -> list[ExportColumn]:
    before = [ExportColumn(say(Text("No.")), "text"), ExportColumn(say(Text("Day")), "date")]
    own = [ExportColumn(say(one.label), KINDS.get(one.kind, "text")) for one in register.columns]
    return [*before, *own, *(ExportColumn(say(label), "text") for label in AFTER)]


def _cells(register: Register, line: Line, entry: RegisterEntry) -> list[object]:
    correction = entry is not line.entry
    return [
        number_of(entry),
        entry.day,
        *(_cell(column, entry) for column in register.columns),
        entry.made_by,
        moment(entry.made_at),
        _yes(queries.is_later(entry)),
        number_of(line.entry) if correction else "",
        entry.reason or "",
        _yes(entry is line.holds and not line.is_struck),
    ]


def _cell(column: RegisterColumn, entry: RegisterEntry) -> object:
    value = entry.cells.get(column.key)
    if value is None or column.kind == "yes":
        return _yes(bool(value))
    if column.kind == "day":
        return date.fromisoformat(value)
    return Decimal(value) if column.kind == "number" else value


def _yes(holds: bool) -> str:
    return say(Text("Yes")) if holds else ""
