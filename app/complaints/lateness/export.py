"""The list of late stages as a spreadsheet (P-12)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from app import clock
from app.complaints.answers.queries import called
from app.complaints.lateness import queries, rules
from app.complaints.lateness.feature import EXPORTED
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_xlsx
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web.language import say

COMMON: tuple[tuple[Text, Kind], ...] = (
    (Text("Complaint number"), "text"),
    (Text("Customer"), "text"),
    (Text("Matter"), "text"),
    (Text("Stage of the complaint"), "text"),
    (Text("Department"), "text"),
    (Text("Stage held by"), "text"),
    (Text("Stage due on"), "date"),
)
RUNNING: tuple[tuple[Text, Kind], ...] = (*COMMON, (Text("Urging slips"), "text"))
LEFT: tuple[tuple[Text, Kind], ...] = (
    *COMMON,
    (Text("Stage left on"), "date"),
    (Text("Days late"), "number"),
    (Text("Enquiry slip"), "text"),
    (Text("Why it was late"), "text"),
    (Text("What is done about it"), "text"),
)


def answer(which: str, filters: queries.Filters, *, by: Actor) -> Response:
    """The stages that are late now or were left late as XLSX; who took the list stands in history."""
    columns = RUNNING if which == rules.RUNNING else LEFT
    rows = _running(filters, by) if which == rules.RUNNING else _left(filters, by)
    with unit_of_work(by=by):
        record(EXPORTED, "complaints")
    title, stream = say(Text(rules.LISTS[which])), BytesIO()
    write_xlsx(stream, [ExportColumn(say(label), kind) for label, kind in columns], rows, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {clock.today()}.xlsx")


def _running(filters: queries.Filters, by: Actor) -> list[tuple[Any, ...]]:
    rows = queries.every_running(filters, by)
    slips = queries.slips_of(row.Complaint.id for row in rows)
    return [
        (*_common(row, row.Complaint.stage_due_on), "，".join(one.number for one in slips.get(row.Complaint.id, ())))
        for row in rows
    ]


def _left(filters: queries.Filters, by: Actor) -> list[tuple[Any, ...]]:
    return [(*_common(row, row.ComplaintStage.due_on), *_asked(row)) for row in queries.every_left(filters, by)]


def _asked(row: Any) -> tuple[Any, ...]:
    stay, one = row.ComplaintStage, row.LatenessEnquiry
    said = (one.number, one.reason or "", one.measure or "") if one else ("", "", "")
    return (stay.left_on, stay.late_days, *said)


def _common(row: Any, due_on: Any) -> tuple[Any, ...]:
    one = row.Complaint
    names = (row.stage, row.department or "", row.person or "", due_on)
    return (called(one), row.customer or one.contact_name or "", one.matter, *names)
