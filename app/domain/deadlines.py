"""When something is due: always computed afresh from its start, its term, its pauses and its extensions."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.workdays import Calendar


class Unit(StrEnum):
    """In what a term (时限) is counted."""

    CALENDAR = "calendar"
    WORKING = "working"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a deadline does not run (中止): stopped on the day `start`, running again on the day `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a pause cannot end before it begins")


def effective_start(arrival: datetime, calendar: Calendar) -> date:
    """Day 0 of a term that begins with an arrival, given in the office's local time.

    What arrives after office hours, or on a day off, counts as of the next working day.
    """
    day = arrival.date()
    on_time = calendar.is_working_day(day) and arrival.time() <= calendar.closes
    return day if on_time else calendar.next_working_day(day)


def due_day(start: date, n: int, unit: Unit, calendar: Calendar) -> date:
    """The last day of a term of `n` units; `start` is day 0 and not counted.

    Within 1 month from 10 March is 10 April, from 31 January the last day of February.
    """
    if unit is Unit.WORKING:
        return calendar.add_working_days(start, n)
    if unit is Unit.MONTH:
        return _add_months(start, n)
    return start + timedelta(days=n)


def due(start: date, n: int, unit: Unit, calendar: Calendar, pauses: Iterable[Pause] = (), extra: int = 0) -> date:
    """The due day of a term of `n` units with `extra` approved units more, moved on by its pauses.

    A pause moves a term in calendar days or months by the days from its start to its end; a term in working days by the
    working days fully covered, which are those between the two. What lies before `start` or after the due day moves
    nothing, and days in two pauses count once.
    """
    day = due_day(start, n + extra, unit, calendar)
    for pause in _joined(pauses):
        if pause.end <= start:
            continue
        if pause.start > day:
            break
        day = _moved(day, max(pause.start, start), pause.end, unit, calendar)
    return day


def _moved(day: date, stopped: date, running: date, unit: Unit, calendar: Calendar) -> date:
    """`day` later by the pause from `stopped` to `running`."""
    if unit is Unit.WORKING:
        return calendar.add_working_days(day, calendar.working_days_between(stopped, running - timedelta(days=1)))
    return day + (running - stopped)


def _joined(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses in order, overlapping ones as one; a day on which one ends and the next begins stays partly free."""
    joined: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: (pause.start, pause.end)):
        if joined and pause.start < joined[-1].end:
            joined[-1] = Pause(joined[-1].start, max(joined[-1].end, pause.end))
        else:
            joined.append(pause)
    return joined


def _add_months(start: date, n: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
