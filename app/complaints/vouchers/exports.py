"""Vouchers and withheld receivables as spreadsheets for accounting's own program."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from app.complaints.vouchers import queries, service, withholding
from app.complaints.vouchers.rules import KINDS
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_csv, write_xlsx
from app.web.language import say

Columns = Sequence[tuple[Text, Kind]]
VOUCHERS: Columns = (
    (Text("Voucher no."), "text"),
    (Text("Booked on"), "date"),
    (Text("Kind"), "text"),
    (Text("Complaint no."), "text"),
    (Text("Source paper"), "text"),
    (Text("Customer no."), "text"),
    (Text("Customer"), "text"),
    (Text("Material number"), "text"),
    (Text("Quantity"), "number"),
    (Text("Amount before tax"), "money"),
    (Text("Tax"), "money"),
    (Text("Amount with tax"), "money"),
    (Text("Summary"), "text"),
    (Text("Reverses"), "text"),
    (Text("Booked by"), "text"),
)
WITHHELD: Columns = (
    (Text("Sales person"), "text"),
    (Text("Complaint no."), "text"),
    (Text("Material number"), "text"),
    (Text("Receivable left out of the base"), "money"),
    (Text("From the month"), "text"),
    (Text("Up to the month"), "text"),
)


def vouchers(month: str, suffix: str, *, by: Actor) -> Response:
    """The vouchers of a month as XLSX or CSV; who took them stands in the history."""
    rows = queries.of_month(month, by)
    papers, numbers = queries.papers_of(rows), {row.Voucher.id: row.Voucher.number for row in rows}
    cells = [_cells(row, papers.get(row.Voucher.subject, ""), numbers) for row in rows]
    return _sent(Text("Vouchers for complaints"), month, suffix, VOUCHERS, cells, by=by)


def withheld(month: str, suffix: str, *, by: Actor) -> Response:
    """What is left out of the reps' bonus bases in a month, as XLSX or CSV."""
    rows = withholding.every(month, by)
    cells = [
        [
            row.staff, row.Complaint.number, row.WithheldReceivable.material_number, row.WithheldReceivable.amount_fen,
            row.WithheldReceivable.from_month, row.WithheldReceivable.until_month,
        ]
        for row in rows
    ]  # fmt: skip
    return _sent(Text("Receivables left out of the bonus base"), month, suffix, WITHHELD, cells, by=by)


def _cells(row: Any, paper: str, numbers: dict[int, str]) -> list[object]:
    one, customer = row.Voucher, row.Customer
    reverses = numbers.get(one.reverses_id) or (queries.number_of(one.reverses_id) if one.reverses_id else None)
    about = [one.number, one.booked_on, say(Text(KINDS[one.kind])), row.Complaint.number, paper]
    whose = [customer.number if customer else None, customer.name if customer else None, row.Complaint.material_number]
    money = [one.quantity, one.amount_fen, one.tax_fen, one.amount_fen + one.tax_fen]
    return [*about, *whose, *money, one.words, reverses, one.by]


def _sent(
    title: Text, month: str, suffix: str, columns: Columns, cells: Sequence[Sequence[object]], *, by: Actor
) -> Response:
    name, stream = f"{say(title)} {month}.{suffix}", BytesIO()
    service.take_out(month, len(cells), name, by=by)
    headings = [ExportColumn(say(label), kind) for label, kind in columns]
    if suffix == "csv":
        write_csv(stream, headings, cells)
    else:
        write_xlsx(stream, headings, cells, title=say(title))
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=name)
