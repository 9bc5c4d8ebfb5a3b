"""The report on fairness as rows and as a spreadsheet (P-34)."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, timedelta
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.write import ExportColumn, write_xlsx
from app.office.history.service import record
from app.reception.rota import looks, queries
from app.reception.rota.feature import TAKEN_OUT
from app.reception.rota.rules.fairness import Tally
from app.unit_of_work import unit_of_work
from app.web.language import say

LONGEST = timedelta(days=366)
HEADINGS = (
    Text("Turns"),
    Text("Empty turns"),
    Text("Kept places"),
    Text("Make-up turns given"),
    Text("Make-up turns used"),
    Text("Courtesy receptions"),
    Text("Asked for by name"),
    Text("Decided by hand"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report: period (empty: in all), person and what he had."""

    period: str
    person: str
    tally: Tally

    @property
    def figures(self) -> tuple[int, ...]:
        """What he had, in the order of the headings."""
        figures: tuple[int, ...] = astuple(self.tally)
        return figures


def rows_of(first: date, last: date, by: str) -> list[Row]:
    """The report on the turns of a time of at most a year, by period and name. Raises Refused for a longer time."""
    if not timedelta(0) <= last - first <= LONGEST:
        raise Refused(Text("Please choose a time of at most one year."))
    found = looks.fairness(first, last, by)
    names = queries.names(staff for _, staff in found)
    return sorted(
        (Row(period, names.get(staff, ""), one) for (period, staff), one in found.items()),
        key=lambda row: (row.period, row.person),
    )


def answer(first: date, last: date, parted: str, *, by: Actor) -> Response:
    """The report as a spreadsheet to keep; who took it out stands in the history."""
    rows = rows_of(first, last, parted)
    with unit_of_work(by=by):
        record(TAKEN_OUT, "rota", facts={"first": first, "last": last})
    columns = [ExportColumn(say(label), "text") for label in (Text("Time covered"), Text("Member of the rota"))]
    columns += [ExportColumn(say(label), "number") for label in HEADINGS]
    stream, title = BytesIO(), f"{say(Text('Fairness of the rota'))} {first}"
    write_xlsx(stream, columns, [(row.period, row.person, *row.figures) for row in rows], title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title}.xlsx")
