"""When something is due: always computed afresh from its start, its term, its pauses and its extensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.days import add_months
from app.domain.workdays import Calendar

_DAY = timedelta(days=1)


class Unit(StrEnum):
    """In what a term (时限) is counted."""

    CALENDAR = "calendar"
    WORKING = "working"
    MONTH = "month"


class DayKind(StrEnum):
    """What a day is to a running term: counted (a make-up day says so), or why it does not count."""

    START = "start"
    COUNTED = "counted"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a deadline does not run (中止): stopped on the day `start`, running again on the day `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a pause cannot end before it begins")


@dataclass(frozen=True, slots=True)
class Arrival:
    """The day as of which something counts, and whether it came after the cut-off (逾时) of the day it came on (O-03).

    What comes on a day off counts as of the next working day, but is not late: there was no cut-off to miss.
    """

    day: date
    late: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of a term and what it is to it; `number` is its place where it counts, in months only at a month's end."""

    day: date
    kind: DayKind
    number: int | None


def counted_day(arrival: datetime, cut_off: time, calendar: Calendar | None) -> Arrival:
    """As of which day an arrival, given in the office's local time, counts where a cut-off by the clock holds (O-03).

    Exactly at the cut-off is in time. What comes later counts as of the next day, with a calendar of the next working
    day, and is late; with a calendar a day off passes it on too.
    """
    day = arrival.date()
    late = arrival.time() > cut_off
    if calendar is None:
        return Arrival(day + _DAY if late else day, late)
    worked = calendar.is_working_day(day)
    return Arrival(calendar.next_working_day(day) if late or not worked else day, late and worked)


def arrival_of(arrival: datetime, calendar: Calendar) -> Arrival:
    """As of which day an arrival counts where office hours are the cut-off, in the office's local time (O-02)."""
    return counted_day(arrival, calendar.closes, calendar)


def effective_start(arrival: datetime, calendar: Calendar) -> date:
    """Day 0 of a term that begins with an arrival, given in the office's local time.

    What arrives after office hours, or on a day off, counts as of the next working day.
    """
    return arrival_of(arrival, calendar).day


def due_day(start: date, n: int, unit: Unit, calendar: Calendar) -> date:
    """The last day of a term of `n` units; `start` is day 0 and not counted.

    Within 1 month from 10 March is 10 April, from 31 January the last day of February.
    """
    if unit is Unit.WORKING:
        return calendar.add_working_days(start, n)
    if unit is Unit.MONTH:
        return add_months(start, n)
    return start + timedelta(days=n)


def due(start: date, n: int, unit: Unit, calendar: Calendar, pauses: Iterable[Pause] = (), extra: int = 0) -> date:
    """The due day of a term of `n` units with `extra` approved units more, moved on by its pauses (O-02).

    A pause moves a term in calendar days or months by the days from its start to its end; a term in working days by the
    working days fully covered, which are those between the two. What lies before `start` or after the due day moves
    nothing, and days in two pauses count once. No term ends while it is paused: one that is stopped on its last day
    ends when it runs again, in working days on the first working day from then on.
    """
    stops = sorted(pauses, key=lambda pause: (pause.start, pause.end))
    still = _still(stops, unit)
    day, left = start, _length(start, n + extra, unit)
    while left > 0:
        day += _DAY
        left -= _runs(day, unit, calendar, still)
    return _released(day, unit, calendar, stops)


def explain(
    start: date, n: int, unit: Unit, calendar: Calendar, pauses: Iterable[Pause] = (), extra: int = 0
) -> list[DayLine]:
    """Every day from the start of a term to its due day, with why it counts or does not; the last one is `due`.

    The numbers run from 1 to `n` + `extra`. A term in months counts every day and numbers the last day of each month.
    """
    stops, total = tuple(pauses), n + extra
    still, end = _still(stops, unit), due(start, n, unit, calendar, stops, extra)
    numbers = {_length(start, k, unit): k for k in range(1, total + 1)}
    last = _length(start, total, unit)
    lines, count = [DayLine(start, DayKind.START, None)], 0
    for day in _days(start, end):
        runs = count + 1 < last and _runs(day, unit, calendar, still)
        count += runs
        lines.append(DayLine(day, _kind(day, runs, unit, calendar), numbers.get(count) if runs else None))
    if end > start:
        lines.append(DayLine(end, DayKind.DUE, total or None))
    return lines


def days_left(today: date, due: date, unit: Unit, calendar: Calendar) -> int:
    """How many days, working days for a term in these, are left until the due day; 0 on it, negative afterwards.

    A term in months has calendar days left. The working day on which the lateness goes on counts as begun: on the
    weekend after a Friday, and on its Monday, a term is 1 working day late.
    """
    if unit is not Unit.WORKING:
        return (due - today).days
    if today > due:
        return -max(1, calendar.working_days_between(due, today))
    return calendar.working_days_between(today, due)


def is_late(done: datetime, due: date, calendar: Calendar) -> bool:
    """Tell whether what was done then, in the office's local time, missed the end of office hours on its due day."""
    return done > datetime.combine(due, calendar.closes, done.tzinfo)


def ladder_days(due: date, offset: int, calendar: Calendar) -> date:
    """The working day on which the step of a ladder fires that stands `offset` working days after the due day (O-02).

    -1 is the working day before; 0 the due day itself, or the next working day where it is a day off, from which the
    later steps are counted.
    """
    return calendar.add_working_days(_working_from(due, calendar), offset)


def check_stages(stage_terms: Iterable[int], overall: int) -> int:
    """What the limits of all stages leave of the whole (M-11); negative where together they are longer than it.

    All of them are in the same unit.
    """
    return overall - sum(stage_terms)


def _length(start: date, n: int, unit: Unit) -> int:
    """The running days of `n` units: working days where it counts these, else calendar days."""
    return (add_months(start, n) - start).days if unit is Unit.MONTH else n


def _still(stops: Iterable[Pause], unit: Unit) -> frozenset[date]:
    """The days that do not count because the term is paused.

    In working days those fully covered; otherwise also the day on which the term runs again, which is a day 0 anew.
    """
    last = 0 if unit is Unit.WORKING else 1
    return frozenset(day for stop in stops for day in _days(stop.start, stop.end + _DAY * last))


def _runs(day: date, unit: Unit, calendar: Calendar, still: frozenset[date]) -> bool:
    return day not in still and (unit is not Unit.WORKING or calendar.is_working_day(day))


def _released(day: date, unit: Unit, calendar: Calendar, stops: Iterable[Pause]) -> date:
    """`day`, or the day on which the term runs again where it is paused on that day; `stops` are in order."""
    for stop in stops:
        if stop.start <= day < stop.end:
            day = _working_from(stop.end, calendar) if unit is Unit.WORKING else stop.end
    return day


def _kind(day: date, runs: bool, unit: Unit, calendar: Calendar) -> DayKind:
    if unit is Unit.WORKING and not calendar.is_working_day(day):
        return DayKind.HOLIDAY if day in calendar.holidays else DayKind.WEEKEND
    if not runs:
        return DayKind.PAUSED
    return DayKind.MAKEUP if unit is Unit.WORKING and calendar.is_makeup(day) else DayKind.COUNTED


def _working_from(day: date, calendar: Calendar) -> date:
    """`day`, or the next working day where it is a day off."""
    return day if calendar.is_working_day(day) else calendar.next_working_day(day)


def _days(after: date, before: date) -> Iterator[date]:
    """The days between the two, neither of them included."""
    return (after + _DAY * step for step in range(1, (before - after).days))
