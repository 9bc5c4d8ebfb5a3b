"""Which open deadlines a change of the calendar would move, asked before it is saved (O-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.workdays import Calendar
from app.office.calendar import kinds
from app.office.calendar.kinds import Moved
from app.office.calendar.queries import announced, whole_calendar, years_to_seed


def of_day(day: date, *, working: bool | None) -> list[Moved]:
    """What would move if that day were worked or off, or with None again as its weekday says."""
    before = whole_calendar()
    return kinds.moves(before, with_day(before, day, working=working))


def of_seeding() -> list[Moved]:
    """What would move if the official holidays of the years that the office does not know were taken over."""
    before, years = whole_calendar(), years_to_seed()
    after = before
    for one in announced(years):
        after = with_day(after, one.day, working=one.working)
    return kinds.moves(before, replace(after, known_years=after.known_years.union(years)))


def of_completing(year: int) -> list[Moved]:
    """What would move if the holidays of that year were declared to be entered completely."""
    before = whole_calendar()
    return kinds.moves(before, replace(before, known_years=before.known_years | {year}))


def with_day(calendar: Calendar, day: date, *, working: bool | None) -> Calendar:
    """The calendar with that day worked (True), off (False) or as its weekday says (None)."""
    return replace(
        calendar,
        holidays=calendar.holidays - {day} | ({day} if working is False else set()),
        makeup_days=calendar.makeup_days - {day} | ({day} if working else set()),
    )
