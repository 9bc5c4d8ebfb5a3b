"""The report of penalties and deductions as spreadsheets (P-31)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_csv, write_xlsx
from app.office.conduct.kinds import OWN
from app.office.conduct.models import ConductCase
from app.office.conduct.queries.cases import decided_in
from app.office.conduct.queries.months import sheet
from app.office.conduct.service.months import take_out
from app.office.conduct.words import SANCTIONS, STATES
from app.web.language import say

PENALTIES, DEDUCTIONS = "penalties", "deductions"
TITLES = {PENALTIES: Text("Penalty list"), DEDUCTIONS: Text("Deductions from bonuses")}
COLUMNS: dict[str, tuple[tuple[Text, Kind], ...]] = {
    PENALTIES: (
        (Text("Case"), "text"),
        (Text("Day"), "date"),
        (Text("Person concerned"), "text"),
        (Text("Department"), "text"),
        (Text("Rule broken"), "text"),
        (Text("Sanction"), "text"),
        (Text("Deduction"), "money"),
        (Text("Proposed by"), "text"),
        (Text("Decided by"), "text"),
        (Text("Decided on"), "date"),
        (Text("Appeal"), "text"),
        (Text("State"), "text"),
    ),
    DEDUCTIONS: (
        (Text("Person concerned"), "text"),
        (Text("Department"), "text"),
        (Text("Month"), "text"),
        (Text("Bonus"), "money"),
        (Text("Most that may be taken"), "money"),
        (Text("Case"), "text"),
        (Text("Deduction"), "money"),
        (Text("Taken before"), "money"),
        (Text("Taken in this month"), "money"),
        (Text("Carried on"), "money"),
        (Text("Deductions settled"), "text"),
    ),
}


def answer(what: str, month: str, kind: str, *, by: Actor) -> Response:
    """One list of a month as "csv" or "xlsx": "penalties" or "deductions", as far as this actor may see (P-31)."""
    rows = list(_penalties(month, by) if what == PENALTIES else _deductions(month, by))
    take_out(what, month, kind, rows=len(rows), by=by)
    columns = [ExportColumn(say(heading), form) for heading, form in COLUMNS[what]]
    title, stream = f"{say(TITLES[what])} {month}", BytesIO()
    if kind == "csv":
        write_csv(stream, columns, rows)
    else:
        write_xlsx(stream, columns, rows, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title}.{kind}")


def rule_of(case: ConductCase) -> str:
    """The broken rule in the reader's language; the office's own as it was typed."""
    return case.rule_words if case.rule == OWN else say(Text(case.rule_words))


def _penalties(month: str, by: Actor) -> Iterator[tuple[object, ...]]:
    for case, person, department in decided_in(by, month):
        yield (
            case.number,
            case.happened_on,
            person,
            department,
            rule_of(case),
            say(Text(SANCTIONS[case.sanction])),
            case.amount_fen,
            case.proposed_by,
            case.decided_by,
            case.decided_on,
            case.appeal,
            say(Text(STATES[case.state])),
        )


def _deductions(month: str, by: Actor) -> Iterator[tuple[object, ...]]:
    found = sheet(month, by)
    settled = say(Text("Yes") if found.settled else Text("No"))
    for one in found.people:
        for line in one.lines:
            about = (one.name, one.department, month, one.bonus, one.cap)
            yield (*about, line.number, line.amount, line.before, line.taken, line.left, settled)
