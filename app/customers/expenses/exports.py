"""Expense claims as a spreadsheet."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from app import clock
from app.customers.expenses import queries
from app.customers.expenses.rules import KINDS, STATES
from app.customers.expenses.service import take_out
from app.customers.expenses.words import filing_of, why
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_xlsx
from app.web.language import say

COLUMNS: tuple[tuple[Text, Kind], ...] = (
    (Text("Number"), "text"),
    (Text("Claimed by"), "text"),
    (Text("Department"), "text"),
    (Text("Customer no."), "text"),
    (Text("Customer"), "text"),
    (Text("Filing"), "text"),
    (Text("Kind"), "text"),
    (Text("Spent on"), "date"),
    (Text("Amount"), "money"),
    (Text("What the money was spent for"), "text"),
    (Text("State"), "text"),
    (Text("Decided by"), "text"),
    (Text("Reason"), "text"),
)


def answer(filters: queries.Filters, *, by: Actor) -> Response:
    """The filtered claims as XLSX; who took them stands in the history."""
    rows = queries.every(filters, by)
    take_out(rows, by=by)
    title, stream = say(Text("Expense claims")), BytesIO()
    columns = [ExportColumn(say(label), kind) for label, kind in COLUMNS]
    write_xlsx(stream, columns, [_cells(row) for row in rows], title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {clock.today().isoformat()}.xlsx")


def _cells(row: Any) -> list[object]:
    one = row.ExpenseClaim
    before = [one.number, row.staff, row.department, one.checks.get("number"), one.customer_name]
    money = [say(filing_of(one.checks)), say(Text(KINDS[one.kind])), one.spent_on, one.amount, one.purpose]
    return [*before, *money, say(Text(STATES[one.state])), one.decided_by, say(why(one.state_why))]
