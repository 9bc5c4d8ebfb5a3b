"""Spreadsheets out: XLSX and CSV with text for numbers that are names and real numbers for what is counted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Literal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.domain.errors import Refused
from app.domain.text import Text

Kind = Literal["text", "money", "volume", "number", "date"]

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PLACES = {"money": 2, "volume": 3}
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "money": "#,##0.00",
    "volume": "#,##0.000",
    "number": "General",
    "date": "yyyy-mm-dd",
}
_WIDTHS: dict[Kind, int] = {"text": 20, "money": 14, "volume": 12, "number": 10, "date": 12}
_MOST_EXACT_DIGITS = 15
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class ExportColumn:
    """One column of an export: the heading in the reader's language and what its cells hold.

    "text": anything, written as text. "money": Fen. "volume": Volume. "number": int or Decimal. "date": date.
    None is an empty cell in every kind.
    """

    heading: str
    kind: Kind


def neutralise(text: str) -> str:
    """Put an apostrophe before = + - @, tab and carriage return, so that no spreadsheet runs the text as a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def write_xlsx(
    stream: BinaryIO, columns: Sequence[ExportColumn], rows: Iterable[Sequence[object]], *, title: str
) -> None:
    """Write one sheet named `title` into `stream`: headings in row 1, then the rows, whose cells follow `columns`.

    Raises Refused for more rows than a sheet can hold, and ValueError for a row of another length.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        formats = [book.add_format({"num_format": _FORMATS[column.kind]}) for column in columns]
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS[column.kind])
            sheet.write_string(0, place, neutralise(column.heading), bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            _refuse_beyond(number)
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                _write_cell(sheet, number, place, column.kind, value, formats[place])


def write_csv(stream: BinaryIO, columns: Sequence[ExportColumn], rows: Iterable[Sequence[object]]) -> None:
    """Write CSV in UTF-8 with mark and CRLF into `stream`: headings, then the rows, whose cells follow `columns`.

    Raises ValueError for a row of another length.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([neutralise(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_plain(column.kind, value) for column, value in zip(columns, row, strict=True)])
    text.flush()
    text.detach()


def _refuse_beyond(number: int) -> None:
    if number > MOST_ROWS:
        raise Refused(Text("A spreadsheet holds at most %(limit)s rows. Export a shorter period.", limit=MOST_ROWS))


def _sheet_name(title: str) -> str:
    return _NOT_IN_A_SHEET_NAME.sub(" ", title)[:31].strip("' ") or "Sheet1"


def _number(kind: Kind, value: object) -> Decimal | None:
    """The number a cell holds, exact; None where the kind or the value is none."""
    if kind not in {"money", "volume", "number"} or not isinstance(value, int | Decimal):
        return None
    return Decimal(value).scaleb(-_PLACES.get(kind, 0))


def _plain(kind: Kind, value: object) -> str:
    number = _number(kind, value)
    if number is not None:
        return f"{number:f}"
    return "" if value is None else neutralise(str(value))


def _write_cell(sheet: Worksheet, row: int, place: int, kind: Kind, value: object, style: object) -> None:
    number = _number(kind, value)
    if number is not None and len(number.as_tuple().digits) <= _MOST_EXACT_DIGITS:
        sheet.write_number(row, place, float(number), style)  # XlsxWriter wants floats: 15 digits survive exactly
    elif kind == "date" and isinstance(value, date):
        sheet.write_datetime(row, place, value, style)
    elif (text := _plain(kind, value)) != "":
        sheet.write_string(row, place, text[:LONGEST_TEXT], style)
