"""How punctual filing is, by month and department (P-29): counted from what never changes afterwards.

A filing counts in the month in which it was due, or in which it came to be known where that was later. It was in time
if it was filed on its last day or before. What was not, is late, filed since or not: so a past month stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true

from app import clock
from app.customers.files.feature import SEE_ALL
from app.customers.filing.feature import SEE
from app.customers.filing.models import Filing, FilingReminder
from app.customers.filing.rules import CHANGE, DROPPED, OPEN, OPENING
from app.domain.actor import Actor
from app.domain.days import add_months
from app.domain.text import N_
from app.extensions import db
from app.office.staff.models import Department

IN_TIME, LATE, RUNNING = "in_time", "late", "running"
COLUMNS = {
    "opening_in_time": N_("New, in time"),
    "opening_late": N_("New, late"),
    "change_in_time": N_("Changes, in time"),
    "change_late": N_("Changes, late"),
    "running": N_("Still running"),
    "reminders": N_("Reminders"),
}


@dataclass(slots=True)
class Line:
    """The figures of one department, or of all."""

    opening_in_time: int = 0
    opening_late: int = 0
    change_in_time: int = 0
    change_late: int = 0
    running: int = 0
    reminders: int = 0

    @property
    def percent(self) -> int | None:
        """How many of a hundred filings were in time, rounded down; None where none was due."""
        in_time, late = self.opening_in_time + self.change_in_time, self.opening_late + self.change_late
        return 100 * in_time // (in_time + late) if in_time + late else None


@dataclass(frozen=True, slots=True)
class Report:
    """A month: its lines by department (id or nobody's), and the total."""

    month: date
    lines: Mapping[int | None, Line]
    names: Mapping[int, str]
    total: Line = field(default_factory=Line)


def add_up(rows: Iterable[tuple[int | None, str, int]]) -> tuple[dict[int | None, Line], Line]:
    """Rows of department, column and figure as lines and their total: pure."""
    lines: dict[int | None, Line] = {}
    total = Line()
    for department, column, figure in rows:
        line = lines.setdefault(department, Line())
        for one in (line, total):
            setattr(one, column, getattr(one, column) + figure)
    return lines, total


def report(month: date, actor: Actor) -> Report:
    """The punctuality of a month (its first day), of the departments whose filings this actor may see (P-29)."""
    counted = [
        (row.department_id, _column(row.kind, row.how), row.n) for row in db.session.execute(_filings(month, actor))
    ]
    reminded = [(row.department_id, "reminders", row.n) for row in db.session.execute(_reminders(month, actor))]
    lines, total = add_up([*counted, *reminded])
    query = select(Department.id, Department.name).order_by(Department.name, Department.id)
    names = {row.id: row.name for row in db.session.execute(query)}
    places = {department: n for n, department in enumerate(names)}
    ordered = sorted(lines, key=lambda one: places.get(one or 0, len(places)))
    return Report(month, {one: lines[one] for one in ordered}, names, total)


def named(found: Report, nobody: str) -> Sequence[tuple[str, Line]]:
    """The lines with the names of their departments."""
    return [(found.names.get(one, nobody) if one else nobody, line) for one, line in found.lines.items()]


def _filings(month: date, actor: Actor) -> Select[Any]:
    last = add_months(month, 1) - timedelta(days=1)
    begin, end = _midnight(month), _midnight(last + timedelta(days=1))
    running = (Filing.state == OPEN) & (Filing.due_on >= clock.today())
    in_time = Filing.filed_on.is_not(None) & (Filing.filed_on <= Filing.due_on)
    how = case((running, RUNNING), (in_time, IN_TIME), else_=LATE).label("how")
    counted = select(Filing.department_id, Filing.kind, how, func.count().label("n"))
    counts = or_(Filing.state != DROPPED, Filing.filed_on > Filing.due_on)
    here = or_(Filing.due_on >= month, Filing.made_at >= begin)
    within = counted.where(Filing.due_on <= last, Filing.made_at < end, here, counts, _departments(actor))
    return within.group_by(Filing.department_id, Filing.kind, how).order_by(Filing.department_id)


def _reminders(month: date, actor: Actor) -> Select[int | None, int]:
    begin, end = _midnight(month), _midnight(add_months(month, 1))
    counted = select(Filing.department_id, func.count().label("n")).select_from(FilingReminder)
    joined = counted.join(Filing, Filing.id == FilingReminder.filing_id)
    within = joined.where(FilingReminder.made_at >= begin, FilingReminder.made_at < end, _departments(actor))
    return within.group_by(Filing.department_id).order_by(Filing.department_id)


def _departments(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.may(SEE_ALL.name) else Filing.department_id.in_(sorted(actor.departments(SEE.name)))


def _column(kind: str, how: str) -> str:
    return RUNNING if how == RUNNING else f"{OPENING if kind == OPENING else CHANGE}_{how}"


def _midnight(day: date) -> datetime:
    return clock.at_office(datetime.combine(day, time()))
