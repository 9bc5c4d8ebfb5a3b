"""The sharing of a month as spreadsheets (P-10, P-11)."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.complaints.liability.feature import EXPORTED
from app.complaints.liability.month import Shared, shared
from app.complaints.liability.rules import BEARERS
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_csv, write_xlsx
from app.office.conduct.export import rule_of
from app.office.conduct.words import SANCTIONS
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web.language import say

PEOPLE, BEARERS_LIST, PUBLISHED = "people", "bearers", "published"
TITLES = {
    PEOPLE: Text("Losses by person"),
    BEARERS_LIST: Text("Losses by department"),
    PUBLISHED: Text("Cases for the personnel notice"),
}
COLUMNS: dict[str, tuple[tuple[Text, Kind], ...]] = {
    PEOPLE: (
        (Text("Person's name"), "text"),
        (Text("Department"), "text"),
        (Text("Number of complaints"), "number"),
        (Text("Own part of the loss"), "money"),
        (Text("Deduction decided"), "money"),
    ),
    BEARERS_LIST: (
        (Text("Borne by"), "text"),
        (Text("Bearer"), "text"),
        (Text("Number of shares"), "number"),
        (Text("Amount"), "money"),
    ),
    PUBLISHED: (
        (Text("Case"), "text"),
        (Text("Complaint"), "text"),
        (Text("Person concerned"), "text"),
        (Text("Department"), "text"),
        (Text("Rule broken"), "text"),
        (Text("Sanction"), "text"),
        (Text("Decided by"), "text"),
        (Text("Decided on"), "date"),
    ),
}


def answer(what: str, month: str, kind: str, *, by: Actor) -> Response:
    """One list of a month as "csv" or "xlsx"; who took it out stands in the history."""
    rows = list(_rows(what, shared(month, by)))
    with unit_of_work(by=by):
        facts = {"month": month, "format": kind, "list": what, "rows": len(rows)}
        record(EXPORTED, f"loss_month:{month}", facts=facts)
    columns = [ExportColumn(say(heading), form) for heading, form in COLUMNS[what]]
    title, stream = f"{say(TITLES[what])} {month}", BytesIO()
    if kind == "csv":
        write_csv(stream, columns, rows)
    else:
        write_xlsx(stream, columns, rows, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title}.{kind}")


def _rows(what: str, found: Shared) -> Iterable[tuple[object, ...]]:
    if what == PEOPLE:
        return [(one.name, one.department, one.complaints, one.amount, one.decided) for one in found.people]
    if what == BEARERS_LIST:
        return [(say(Text(BEARERS[one.kind])), words(one.who), one.shares, one.amount) for one in found.bearers]
    return [
        (
            row.ConductCase.number,
            row.Complaint.number or "",
            row.person,
            row.department or "",
            rule_of(row.ConductCase),
            say(Text(SANCTIONS[row.ConductCase.sanction])),
            row.ConductCase.decided_by or "",
            row.ConductCase.decided_on,
        )
        for row in found.published
    ]


def words(who: str | Text) -> str:
    """Who bears a share, in the reader's language where the program itself names him."""
    return say(who) if isinstance(who, Text) else who
