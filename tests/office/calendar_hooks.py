"""A feature that hangs on the calendar: things with terms in working days, and whom the calendar told of a change."""

from __future__ import annotations

from datetime import date

from app.domain.actor import Actor
from app.domain.deadlines import Unit, due
from app.domain.text import Text
from app.domain.workdays import Calendar
from app.office.calendar import queries
from app.office.calendar.kinds import Moved
from app.web.feature import Feature

FEATURE = Feature(
    "tests.office", hooks={"calendar_moves": "calendar_hooks:moves", "calendar_changed": "calendar_hooks:hear"}
)
terms: list[tuple[date, int]] = []
heard: list[tuple[str, date]] = []


def moves(before: Calendar, after: Calendar) -> list[Moved]:
    """All terms, moved or not: the calendar leaves out what stays."""
    return [
        Moved(
            Text("Term %(number)s", number=n),
            f"/terms/{n}",
            *(due(*term, Unit.WORKING, one) for one in (before, after)),
        )
        for n, term in enumerate(terms, 1)
    ]


def hear(*, by: Actor) -> None:
    """Remember who changed the calendar and when a term of three days from 20 November on is due now."""
    heard.append((by.name, due(date(2026, 11, 20), 3, Unit.WORKING, queries.whole_calendar())))
