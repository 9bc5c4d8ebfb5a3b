"""The summary of the problem list as a spreadsheet (P-23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.complaints.problems.feature import EXPORTED
from app.complaints.problems.rules import KINDS, Count
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, write_xlsx
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web.language import say

SUMS = (Text("Together"), Text("Lines of the list"), Text("Solved lines"))


def answer(rows: Sequence[Count], since: date, until: date, *, by: Actor) -> Response:
    """The summary of these days as XLSX; who took it stands in the history."""
    kinds = [ExportColumn(say(Text(label)), "number") for label in KINDS.values()]
    more = [ExportColumn(say(label), "number") for label in SUMS]
    columns = [ExportColumn(say(Text("Beginning on")), "date"), *kinds, *more]
    lines = [(one.since, *one.kinds.values(), one.times, one.lines, one.solved) for one in rows]
    with unit_of_work(by=by):
        record(EXPORTED, "problems", facts={"since": since, "until": until})
    title, stream = say(Text("Problems of the day")), BytesIO()
    write_xlsx(stream, columns, lines, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {since} {until}.xlsx")
