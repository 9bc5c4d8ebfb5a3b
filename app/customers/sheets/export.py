"""Customers as a sheet to take along."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from app import clock
from app.customers.files import queries, service
from app.customers.files.rules import CATEGORIES
from app.customers.sheets.imports import COLUMNS
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.write import ExportColumn, write_csv, write_xlsx
from app.web.language import ENGLISH, say

MOST_IN_A_WORKBOOK = 20_000


def answer(filters: queries.Filters, form: str, *, by: Actor, language: str) -> Response:
    """The filtered files as "csv" or "xlsx", recorded before they leave; only rows whose file the user may see.

    The columns are those of the import, with the number before them. Raises Refused for a workbook of too many rows.
    """
    rows = queries.files(filters, by)
    if form == "xlsx" and len(rows) > MOST_IN_A_WORKBOOK:
        raise Refused(
            Text("More than %(most)s rows are too many for a workbook. Take CSV, or filter the list.",
                 most=MOST_IN_A_WORKBOOK)
        )  # fmt: skip
    cells = list(_cells(rows))
    service.record_export(len(cells), asdict(filters), by=by)
    return _file(cells, form, language)


def _file(cells: list[list[Any]], form: str, language: str) -> Response:
    title = say(Text("Customers"))
    headings = [column.english if language == ENGLISH else column.chinese for column in COLUMNS]
    columns = [ExportColumn(name, "text") for name in [say(Text("Number")), *headings]]
    stream = io.BytesIO()
    if form == "csv":
        write_csv(stream, columns, cells)
    else:
        write_xlsx(stream, columns, cells, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {clock.today().isoformat()}.{form}")


def _cells(rows: Any) -> Iterator[list[Any]]:
    words = {key: say(Text(name)) for key, name in CATEGORIES.items()}
    for customer, owner, *_ in rows:
        own = {"category": words.get(customer.category, customer.category), "owner": owner}
        yield [customer.number, *(own[c.key] if c.key in own else getattr(customer, c.key) for c in COLUMNS)]
