"""What the calendar has to say on the first page."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.calendar.queries import missing_year
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Remind whoever keeps the calendar that a year's holidays are not known (hook `today`)."""
    year = missing_year(actor, clock.today())
    if year is None:
        return []
    label = Text("Holidays that are not entered yet, year")
    return [Notice(label, str(year), url_for("calendar.show", month=f"{year}-01"), "yellow", 90)]
