"""The punctuality of filing as a spreadsheet (P-29)."""

from __future__ import annotations

from typing import BinaryIO

from app.customers.filing.documents import figures
from app.customers.filing.feature import EXPORTED
from app.customers.filing.punctuality import COLUMNS, Report, named
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, write_xlsx
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web.language import say


def write(stream: BinaryIO, found: Report, *, by: Actor) -> None:
    """Write a month as XLSX; who took it stands in the history."""
    columns = [ExportColumn(say(Text("Department")), "text")]
    columns += [ExportColumn(say(Text(label)), "number") for label in COLUMNS.values()]
    columns.append(ExportColumn(say(Text("In time, per cent")), "text"))
    lines = [*named(found, say(Text("Nobody's"))), (say(Text("Total")), found.total)]
    rows: list[list[object]] = [
        [name, *(getattr(line, column) for column in COLUMNS), figures(line)[-1]] for name, line in lines
    ]
    with unit_of_work(by=by):
        record(EXPORTED, "filing:0", facts={"month": f"{found.month:%Y-%m}"})
    write_xlsx(stream, columns, rows, title=f"{found.month:%Y-%m}")
