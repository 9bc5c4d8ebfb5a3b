"""Looks at the office calendar."""

from __future__ import annotations

import calendar as weeks_of
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.calendar.feature import MANAGE_CALENDAR
from app.office.calendar.models import CalendarDay, CalendarYear
from app.office.calendar.official import OfficialDay, official_days, official_years
from app.office.calendar.policy import OfficeHours
from app.office.policy import queries as policy

SATURDAY = 5
NOVEMBER = 11
FIRST_YEAR, LAST_YEAR = 1900, 2199  # as the addresses of the calendar's pages allow


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the month grid; `special` is its entry where it is not as its weekday says or has a name."""

    day: date
    in_month: bool
    working: bool
    special: CalendarDay | None


def calendar(year_from: int, year_to: int) -> Calendar:
    """What the office knows of the days from one year to another, both included, for counting working days (O-01)."""
    days = _days(date(year_from, 1, 1), date(year_to, 12, 31))
    hours = policy.of(OfficeHours)
    known = select(CalendarYear.year).where(CalendarYear.year.between(year_from, year_to)).order_by(CalendarYear.year)
    return Calendar(
        holidays=frozenset(one.day for one in days if not one.working),
        makeup_days=frozenset(one.day for one in days if one.working),
        known_years=frozenset(db.session.scalars(known)),
        opens=hours.opens,
        closes=hours.closes,
    )


def whole_calendar() -> Calendar:
    """All that the office knows of its days, of whatever year."""
    return calendar(FIRST_YEAR, LAST_YEAR)


def month(year: int, number: int) -> list[list[Cell]]:
    """The weeks of a month, each from Monday to Sunday, with the days of its neighbours that fill them."""
    weeks = weeks_of.Calendar(firstweekday=0).monthdatescalendar(year, number)
    special = {one.day: one for one in _days(weeks[0][0], weeks[-1][-1])}
    return [[_cell(day, day.month == number, special.get(day)) for day in week] for week in weeks]


def days_of(year: int) -> list[CalendarDay]:
    """The entries of a year, by day."""
    return _days(date(year, 1, 1), date(year, 12, 31))


def day(wanted: date) -> CalendarDay | None:
    """The entry of a day; None where the day is as its weekday says."""
    return db.session.get(CalendarDay, wanted)


def source_of(year: int) -> str | None:
    """Where the holidays of a year come from, "official" or "hand"; None where they are not known."""
    found = db.session.get(CalendarYear, year)
    return found.source if found else None


def years_to_seed() -> list[int]:
    """The years that the program knows officially and the office has not taken over."""
    known = set(db.session.scalars(select(CalendarYear.year).order_by(CalendarYear.year)))
    return [year for year in official_years() if year not in known]


def announced(years: Sequence[int]) -> list[OfficialDay]:
    """What was announced for these years, by day, without the days for which the office has an entry of its own."""
    own = set(db.session.scalars(select(CalendarDay.day).order_by(CalendarDay.day)))
    return [one for year in years for one in official_days(year) if one.day not in own]


def missing_year(actor: Actor, today: date) -> int | None:
    """The year whose holidays this user should enter: this year's, and from November on the next one's (O-01)."""
    if not actor.may(MANAGE_CALENDAR.name):
        return None
    years = [today.year, today.year + 1] if today.month >= NOVEMBER else [today.year]
    return next((year for year in years if source_of(year) is None), None)


def _days(first: date, last: date) -> list[CalendarDay]:
    query = select(CalendarDay).where(CalendarDay.day.between(first, last)).order_by(CalendarDay.day)
    return list(db.session.scalars(query))


def _cell(day: date, in_month: bool, special: CalendarDay | None) -> Cell:
    return Cell(day, in_month, special.working if special else day.weekday() < SATURDAY, special)
