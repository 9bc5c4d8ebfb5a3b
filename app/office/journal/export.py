"""The journal as a spreadsheet."""

from __future__ import annotations

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.write import ExportColumn, write_csv, write_xlsx
from app.office.journal.queries import Filters
from app.office.journal.sentences import Told
from app.office.journal.service import take_out
from app.web.filters import moment
from app.web.language import say

HEADINGS = (
    Text("When"),
    Text("Who"),
    Text("On behalf of"),
    Text("Deed"),
    Text("Changes"),
    Text("Subject"),
    Text("Reason"),
)


def answer(filters: Filters, kind: str, *, by: Actor) -> Response:
    """The filtered journal as a file to keep, "csv" or "xlsx" (O-06, O-15). Raises Refused for too many rows."""
    rows = [_cells(told) for told in take_out(filters, kind, by=by)]
    columns = [ExportColumn(say(heading), "text") for heading in HEADINGS]
    stream = BytesIO()
    if kind == "csv":
        write_csv(stream, columns, rows)
    else:
        write_xlsx(stream, columns, rows, title=say(Text("Journal")))
    stream.seek(0)
    name = f"{say(Text('Journal'))} {clock.today().isoformat()}.{kind}"
    return send_file(stream, as_attachment=True, download_name=name)


def _cells(told: Told) -> list[str]:
    changes = (f"{say(one.label)}: {say(one.old)} → {say(one.new)}" for one in told.changes)
    return [
        moment(told.at),
        f"{told.who} ({say(told.how)})" if told.how else told.who,
        told.on_behalf_of or "",
        say(told.sentence),
        "; ".join(changes),
        told.subject,
        told.reason or "",
    ]
