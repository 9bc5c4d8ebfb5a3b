"""Entering holidays and working days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, insert

from app.columns import table_of
from app.domain.actor import FIRST_START, Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.calendar.feature import DAY_CLEARED, DAY_OFF, DAY_WORKED, YEAR_COMPLETED, YEARS_SEEDED
from app.office.calendar.kinds import tell_changed
from app.office.calendar.models import CalendarDay, CalendarYear
from app.office.calendar.queries import announced, days_of, source_of, years_to_seed
from app.office.history.service import record
from app.unit_of_work import unit_of_work


def seed(*, by: Actor = FIRST_START) -> list[int]:
    """Take over the official holidays of the years that the office does not know yet; return these years (O-01).

    What the office entered itself stays as it is.
    """
    with unit_of_work(by=by) as work:
        years = years_to_seed()
        days = [{"day": one.day, "working": one.working, "name": one.name} for one in announced(years)]
        if days:
            work.session.execute(insert(table_of(CalendarDay)), days)
        if years:
            known = [{"year": year, "source": "official"} for year in years]
            work.session.execute(insert(table_of(CalendarYear)), known)
            record(YEARS_SEEDED, "calendar:0", facts={"years": [str(year) for year in years]})
            tell_changed(by=by)
    return years


def set_day(day: date, *, working: bool, name: str, by: Actor) -> None:
    """Let a day be worked or off, whatever its weekday says, with the reason's name (O-01)."""
    with unit_of_work(by=by) as work:
        work.session.merge(CalendarDay(day=day, working=working, name=name))
        record(DAY_WORKED if working else DAY_OFF, f"calendar:{day.isoformat()}", facts={"day": day, "name": name})
        tell_changed(by=by)


def clear_day(day: date, *, by: Actor) -> None:
    """Let a day be again as its weekday says. Raises Refused where it is already."""
    with unit_of_work(by=by) as work:
        found = work.session.execute(delete(CalendarDay).where(CalendarDay.day == day).returning(CalendarDay.name))
        name = found.scalar_one_or_none()
        if name is None:
            raise Refused(Text("This day is as its weekday says already."))
        record(DAY_CLEARED, f"calendar:{day.isoformat()}", facts={"day": day, "name": name})
        tell_changed(by=by)


def complete_year(year: int, *, by: Actor) -> None:
    """Declare that the holidays of a year have been entered by hand, so that its working days are certain (O-01).

    Raises Refused where the year is known already or has no entry.
    """
    with unit_of_work(by=by) as work:
        if source_of(year) is not None:
            raise Refused(Text("The holidays of %(year)s are known already.", year=year))
        if not days_of(year):
            raise Refused(Text("Nothing is entered for %(year)s. Enter its holidays first.", year=year))
        work.session.add(CalendarYear(year=year, source="hand"))
        record(YEAR_COMPLETED, f"calendar:{year}", facts={"year": year})
        tell_changed(by=by)
