"""The filtered list of complaints as a file to take along (O-15)."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.feature import EXPORTED
from app.complaints.cases.queries import listing
from app.complaints.cases.queries.lines import Line
from app.complaints.cases.words import KINDS, SEVERITIES, STATES
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_csv, write_xlsx
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web.language import say
from app.web.paging import MOST_COUNTED

COLUMNS: tuple[tuple[Text, Kind], ...] = (
    (Text("Complaint no."), "text"),
    (Text("Heard on"), "date"),
    (Text("Customer"), "text"),
    (Text("Who complains"), "text"),
    (Text("Matter"), "text"),
    (Text("Kind of complaint"), "text"),
    (Text("Severity of the complaint"), "text"),
    (Text("State"), "text"),
    (Text("Stage of the complaint"), "text"),
    (Text("Waits for the department"), "text"),
    (Text("Waits for"), "text"),
    (Text("Who follows it up"), "text"),
    (Text("Due on"), "date"),
    (Text("Stage due on"), "date"),
    (Text("Late"), "text"),
    (Text("Closed on"), "date"),
)


def answer(filters: listing.Filters, form: str, *, by: Actor) -> Response:
    """The complaints of the list as "csv" or "xlsx"; who took them stands in the history. Raises Refused for more rows
    than a workbook takes."""
    if form == "xlsx" and listing.count(filters, by) > MOST_COUNTED:
        raise Refused(Text("These are too many rows for a workbook. Take CSV, or filter the list."))
    rows = [_cells(one) for one in listing.every_line(filters, by)]
    with unit_of_work(by=by):
        record(EXPORTED, "complaints", facts={"rows": len(rows), **asdict(filters)})
    title, stream = say(Text("Complaints")), BytesIO()
    columns = [ExportColumn(say(label), kind) for label, kind in COLUMNS]
    if form == "csv":
        write_csv(stream, columns, rows)
    else:
        write_xlsx(stream, columns, rows, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {clock.today().isoformat()}.{form}")


def _cells(one: Line) -> list[object]:
    words = (KINDS[one.kind], SEVERITIES[one.severity], STATES[one.state])
    who = [one.number, clock.local(one.heard_at).date(), one.customer, one.contact_name, one.matter]
    stands = [one.stage, one.department, one.holder, one.handler, one.due_on, one.stage_due_on]
    late = say(Text("Yes")) if one.late or one.stage_late else ""
    return [*who, *(say(Text(word)) for word in words), *stands, late, one.closed_on]
