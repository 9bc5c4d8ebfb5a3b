"""The balance of contract stationery as a spreadsheet (P-26)."""

from __future__ import annotations

from dataclasses import astuple, fields
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.customers.stationery.feature import EXPORTED
from app.customers.stationery.queries.months import balances
from app.customers.stationery.rules_balance import COLUMNS, Balance
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, write_xlsx
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web.language import say


def answer(month: str, *, by: Actor) -> Response:
    """The balance of a month as XLSX; who took it out stands in the history."""
    rows = [(kind.name, *astuple(one), wanted) for kind, one, wanted in balances(month)]
    with unit_of_work(by=by):
        record(EXPORTED, "stationery_balance", facts={"month": month})
    labels = [say(Text(COLUMNS[one.name])) for one in fields(Balance)]
    columns = [ExportColumn(say(Text("Kind")), "text"), *(ExportColumn(label, "number") for label in labels)]
    columns.append(ExportColumn(say(Text("Wanted")), "number"))
    title, stream = say(Text("Balance of contract stationery")), BytesIO()
    write_xlsx(stream, columns, rows, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {month}.xlsx")
