"""The tables of the statistics as a spreadsheet (O-15)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from app.domain.text import Text
from app.exchange.write import ExportColumn, write_xlsx
from app.reception.statistics import words
from app.reception.statistics.rules import Figures
from app.web.language import say


def write(stream: BytesIO, figures: Figures, purposes: Mapping[int, str], people: Mapping[int, str]) -> None:
    """Write every line of every table, with the name of the table in the first column."""
    columns = [ExportColumn(say(Text("Table")), "text"), ExportColumn(say(Text("Line")), "text")]
    columns += [ExportColumn(say(Text(label)), "number") for label in words.COLUMNS.values()]
    found = words.tables(figures, purposes, people)
    rows: list[list[object]] = [
        [say(table.title), row.name, *(getattr(row.count, name) for name in words.COLUMNS)]
        for table in found
        for row in table.rows
    ]
    total = [getattr(figures.total, name) for name in words.COLUMNS]
    write_xlsx(stream, columns, [*rows, [say(Text("Total")), figures.span.name, *total]], title=figures.span.name[:31])
