"""The report of what was asked again, as a spreadsheet (R-152)."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_xlsx
from app.office.history.service import record
from app.reception.enquiries.feature import EXPORTED
from app.reception.enquiries.queries.repeats import repeats
from app.reception.enquiries.rules import per_hundred
from app.unit_of_work import unit_of_work
from app.web.language import say

COLUMNS: tuple[tuple[Text, Kind], ...] = (
    (Text("Department"), "text"),
    (Text("Enquiries"), "number"),
    (Text("Asked again"), "number"),
    (Text("Per cent"), "text"),
    (Text("Calls"), "number"),
    (Text("Repeat calls"), "number"),
    (Text("Per cent"), "text"),
)


def answer(since: date, until: date, *, by: Actor) -> Response:
    """The report of these days as XLSX; who took it stands in the history."""
    rows = [
        (
            one.department or "",
            one.asked,
            one.again,
            per_hundred(one.again, one.asked),
            one.calls,
            one.calls_again,
            per_hundred(one.calls_again, one.calls),
        )
        for one in repeats(since, until, by)
    ]
    with unit_of_work(by=by):
        record(EXPORTED, "enquiries", facts={"since": since, "until": until})
    title, stream = say(Text("Repeat enquiries")), BytesIO()
    write_xlsx(stream, [ExportColumn(say(label), kind) for label, kind in COLUMNS], rows, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {since} {until}.xlsx")
