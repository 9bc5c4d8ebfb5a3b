"""Why a deadline is due that day: every day of its term on a small calendar (O-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select

from app import clock
from app.domain.deadlines import DayKind, DayLine, explain
from app.domain.text import Text
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.calendar.models import CalendarDay
from app.office.deadlines.models import DeadlinePause
from app.office.deadlines.queries.facts import Known
from app.office.deadlines.rules import day_zero, pauses_until
from app.office.deadlines.words import BECAUSE

WEEK = timedelta(days=7)
COLOURS = {
    DayKind.START: "blue",
    DayKind.COUNTED: "green",
    DayKind.MAKEUP: "green",
    DayKind.PAUSED: "yellow",
    DayKind.DUE: "red",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the small calendar: what it is to the term in words (names of holidays as they were entered).

    `number` is its place where it counts. `within` is false for days before the arrival and after the end.
    """

    day: date
    within: bool
    number: int | None
    words: tuple[Text | str, ...]
    colour: str


def weeks_of(known: Known, pauses: Sequence[DeadlinePause], days: Calendar) -> list[list[Cell]]:
    """The weeks from the arrival to the due day, or to the day on which it was done, Monday to Sunday."""
    row, facts = known.row, known.facts
    today = row.stopped_on or clock.today()
    start = day_zero(facts, days)
    lines = explain(start, facts.n, facts.unit, days, pauses_until(facts, today), facts.extra)
    arrived, last = facts.arrived.date(), max(lines[-1].day, row.stopped_on or date.min)
    told = _Told(row, arrived, {one.day: one for one in lines}, _names(arrived, last), _causes(pauses, today), days)
    first = arrived - timedelta(days=arrived.weekday())
    weeks = [first + WEEK * n for n in range((last - first).days // 7 + 1)]
    return [[told.cell(monday + timedelta(days=n), last) for n in range(7)] for monday in weeks]


def _names(first: date, last: date) -> dict[date, str]:
    query = select(CalendarDay.day, CalendarDay.name).where(CalendarDay.day.between(first, last))
    return {row.day: row.name for row in db.session.execute(query.order_by(CalendarDay.day))}


def _causes(pauses: Iterable[DeadlinePause], today: date) -> list[tuple[date, date, str]]:
    return [(one.began_on, one.ended_on or today, one.cause) for one in pauses]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of the days: the lines of the explanation, the names of special days, the causes of pauses."""

    row: Row[Any]
    arrived: date
    lines: Mapping[date, DayLine]
    names: Mapping[date, str]
    causes: Sequence[tuple[date, date, str]]
    days: Calendar

    def cell(self, day: date, last: date) -> Cell:
        """The day as a cell of the small calendar."""
        line = self.lines.get(day)
        words = tuple(self._words(day, line))
        within = self.arrived <= day <= last
        number = line.number if line else None
        return Cell(day, within, number, words, COLOURS.get(line.kind, "secondary") if line else "secondary")

    def _words(self, day: date, line: DayLine | None) -> Iterable[Text | str]:
        if day == self.arrived:
            yield Text("Arrived late") if self.row.late else Text("Arrival")
        if line is None and self.arrived <= day < self.row.started_on and not self.days.is_working_day(day):
            yield BECAUSE[DayKind.HOLIDAY if day in self.days.holidays else DayKind.WEEKEND]
        if line is not None and line.kind is not DayKind.COUNTED:
            yield BECAUSE[line.kind]
        if self.arrived <= day and day in self.names:
            yield self.names[day]
        if line is not None and line.kind is DayKind.PAUSED:
            yield from (cause for began, ended, cause in self.causes if began <= day <= ended)
        if day == self.row.stopped_on:
            yield Text("Stopped")
