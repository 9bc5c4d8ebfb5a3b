"""Looks at registers: the lines of a month or year, each with its corrections beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.extensions import db
from app.office.registers import rules
from app.office.registers.kinds import Register, registers
from app.office.registers.models import RegisterEntry
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

NEWEST_FIRST = (Order(RegisterEntry.day, descending=True), Order(RegisterEntry.id, descending=True))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asks for: a month or year, perhaps one day of it, a name, a word in any cell."""

    period: str
    day: date | None = None
    person: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its corrections, oldest first."""

    entry: RegisterEntry
    corrections: Sequence[RegisterEntry]

    @property
    def holds(self) -> RegisterEntry:
        """What holds: the last correction, else the line itself."""
        return self.corrections[-1] if self.corrections else self.entry

    @property
    def is_struck(self) -> bool:
        """Whether the line was struck out."""
        return bool(self.corrections) and not self.holds.cells

    @property
    def written(self) -> list[RegisterEntry]:
        """The line and its corrections, in the order in which they were written."""
        return [self.entry, *self.corrections]


def is_later(entry: RegisterEntry) -> bool:
    """Whether this was entered after the day it is about; a correction always says when it was made."""
    return entry.corrects_id is None and rules.is_later(entry.day, clock.local(entry.made_at).date())


def page(register: Register, filters: Filters, after: str | None) -> Page[Line]:
    """One page of a register, newest day first (O-06)."""
    found = page_of(db.session(), _filtered(register, filters), NEWEST_FIRST, after=after)
    ids = [one.id for one in found.rows]
    return Page(_lines(found.rows, RegisterEntry.corrects_id.in_(ids)), found.after)


def lines(register: Register, filters: Filters) -> list[Line]:
    """Every line that the filters let through, oldest first, for print and export (O-06)."""
    query = _filtered(register, filters).order_by(RegisterEntry.day, RegisterEntry.id)
    same_days = RegisterEntry.register == register.key, RegisterEntry.day.between(*_days(filters))
    return _lines(db.session.scalars(query).all(), *same_days)


def line(register: Register, entry_id: int) -> Line:
    """One line with its corrections. Raises NoResultFound, also for the id of a correction."""
    query = select(RegisterEntry).where(RegisterEntry.register == register.key, RegisterEntry.id == entry_id)
    found = db.session.scalars(query.where(RegisterEntry.corrects_id.is_(None))).one()
    return _lines([found], RegisterEntry.corrects_id == entry_id)[0]


def overview() -> list[tuple[Register, date | None]]:
    """Every register and the day of its newest line."""
    known = list(registers().values())
    newest = [
        select(func.max(RegisterEntry.day)).where(RegisterEntry.register == one.key).scalar_subquery() for one in known
    ]
    days: Iterable[Any] = db.session.execute(select(*newest)).one() if known else ()
    return list(zip(known, days, strict=True))


def names(*, active: bool = False) -> list[str]:
    """The names of the people of the office, or of those who work here now."""
    query = select(Staff.name).where(Staff.active) if active else select(Staff.name)
    return list(db.session.scalars(query.distinct().order_by(Staff.name)))


def _filtered(register: Register, filters: Filters) -> Select[Any]:
    query = select(RegisterEntry).where(
        RegisterEntry.register == register.key,
        RegisterEntry.day.between(*_days(filters)),
        RegisterEntry.corrects_id.is_(None),
    )
    if filters.person:
        query = query.where(_said(lambda one: or_(one.made_by == filters.person, _is_a_cell(one, filters.person))))
    if filters.text:
        query = query.where(_said(lambda one: one.words.icontains(filters.text, autoescape=True)))
    return query


def _days(filters: Filters) -> tuple[date, date]:
    return (filters.day, filters.day) if filters.day else rules.days_of(filters.period)


def _said(condition: Any) -> ColumnElement[bool]:
    """A condition on a line or on any of its corrections."""
    correction = aliased(RegisterEntry)
    beside = select(correction.id).where(correction.corrects_id == RegisterEntry.id, condition(correction))
    return or_(condition(RegisterEntry), beside.exists())


def _is_a_cell(one: Any, name: str | None) -> ColumnElement[bool]:
    found: ColumnElement[bool] = one.words.contains(f"\n{name}\n", autoescape=True)
    return found


def _lines(entries: Sequence[RegisterEntry], *corrections: ColumnElement[bool]) -> list[Line]:
    query = select(RegisterEntry).where(RegisterEntry.corrects_id.is_not(None), *corrections)
    beside: dict[int | None, list[RegisterEntry]] = {}
    for correction in db.session.scalars(query.order_by(RegisterEntry.id)) if entries else ():
        beside.setdefault(correction.corrects_id, []).append(correction)
    return [Line(one, beside.get(one.id, [])) for one in entries]
