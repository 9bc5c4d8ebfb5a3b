"""The monthly table as a spreadsheet (O-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from app.complaints.statistics import words
from app.domain.text import Text
from app.exchange.write import ExportColumn, write_xlsx
from app.web.language import say


def write(stream: BytesIO, figures: Mapping[str, Any]) -> None:
    """Write the cases of the month, one in a line, and below them the lines of every table."""
    heads = (
        Text("Complaint number"), Text("Matter"), Text("Customer"), Text("Closed on"), Text("Cause"),
        Text("Responsible department"), Text("Days taken"), Text("Loss"), Text("Liability"), Text("Improvement"),
    )  # fmt: skip
    columns = [ExportColumn(say(head), "text") for head in heads]
    rows: list[Sequence[object]] = [words.case_cells(one) for one in figures["cases"]]
    for table, name, cells in words.lines(figures):
        rows.append([table, name, *cells, *[""] * (len(heads) - 2 - len(cells))])
    write_xlsx(stream, columns, rows, title=figures["month"])
