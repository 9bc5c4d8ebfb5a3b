"""A deadline as every page shows it: its day, what is left of it, and what is the matter with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from app import clock
from app.columns import table_of
from app.domain.deadlines import Unit, days_left, is_late
from app.domain.text import Text
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.facts import parts, working_days
from app.office.deadlines.words import OUTCOMES, page_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A deadline for the component templates/components/deadline.html.

    `left` are the days that are left in its own unit (months: calendar days), negative where it is late; `url` is the
    page that explains the day. `marks` are words with the name of their colour, the most important first.
    """

    id: int
    due_on: date
    left: int
    unit: str
    stopped: bool
    late: bool
    url: str
    marks: tuple[tuple[Text, str], ...]


def shown_of(ids: Iterable[int]) -> dict[int, Shown]:
    """These deadlines as they are shown, by id."""
    table = table_of(Deadline)
    rows = [row for part in parts(list(ids)) for row in db.session.execute(select(table).where(table.c.id.in_(part)))]
    return {one.id: one for one in shown_rows(rows)}


def shown(subject: str, *, rule: str | None = None) -> Shown | None:
    """The deadline of a thing, by one rule where one is named: what runs before what is stopped, the newest first."""
    table = table_of(Deadline)
    condition: ColumnElement[bool] = table.c.subject == subject
    query = select(table).where(condition & (table.c.rule == rule) if rule else condition)
    rows = db.session.execute(query.order_by(table.c.stopped_on.is_not(None), table.c.id.desc()).limit(1)).all()
    return next(iter(shown_rows(rows)), None)


def shown_rows(rows: Sequence[Row[Any]], days: Calendar | None = None) -> list[Shown]:
    """Rows of the table of deadlines as they are shown, in their order; with the calendar where the caller has it."""
    if not rows:
        return []
    now = clock.local(clock.now())
    days = days or working_days(min(now.date(), *(row.due_on for row in rows)))
    return [_shown(row, now, days) for row in rows]


def _shown(row: Row[Any], now: datetime, days: Calendar) -> Shown:
    stopped = row.stopped_on is not None
    late = row.outcome == "late" if stopped else not row.paused and is_late(now, row.due_on, days)
    left = days_left(row.stopped_on or now.date(), row.due_on, Unit(row.unit), days)
    marks = (_ended(row) if stopped else _running(row, left, late), *_doubts(row))
    return Shown(row.id, row.due_on, left, row.unit, stopped, late, page_of(row.id), marks)


def _ended(row: Row[Any]) -> tuple[Text, str]:
    colours = {"kept": "green", "late": "red"}
    return Text(OUTCOMES.get(row.outcome, row.outcome)), colours.get(row.outcome, "secondary")


def _running(row: Row[Any], left: int, late: bool) -> tuple[Text, str]:
    working = row.unit == Unit.WORKING.value
    if row.paused:
        return Text("Stands still"), "secondary"
    if left < 0:
        return (Text("Working days late: %(n)s", n=-left) if working else Text("Days late: %(n)s", n=-left)), "red"
    if late:
        return Text("Office hours of the due day are over"), "red"
    if left == 0:
        return Text("Due today"), "yellow"
    return (Text("Working days left: %(n)s", n=left) if working else Text("Days left: %(n)s", n=left)), "blue"


def _doubts(row: Row[Any]) -> Iterable[tuple[Text, str]]:
    if row.late:
        yield Text("Arrived late"), "secondary"
    if not row.certain:
        yield Text("Uncertain: holidays not known"), "yellow"
