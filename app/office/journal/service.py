"""Taking the journal out of the office."""

from __future__ import annotations

from dataclasses import asdict

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.journal.feature import EXPORTED
from app.office.journal.queries import Filters, entries
from app.office.journal.sentences import Told
from app.unit_of_work import unit_of_work

MOST_ROWS = 20_000


def take_out(filters: Filters, kind: str, *, by: Actor) -> list[Told]:
    """Record that the filtered journal leaves the program as a file, and hand out its rows, newest first (O-06).

    Raises Refused for more than 20,000 rows.
    """
    found = entries(filters, by, MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise Refused(Text("More than %(most)s rows. Choose a shorter period.", most=MOST_ROWS))
    asked = {name: value for name, value in asdict(filters).items() if value is not None}
    with unit_of_work(by=by):
        record(EXPORTED, "journal:0", facts={"format": kind, "rows": len(found), **asked})
    return found
