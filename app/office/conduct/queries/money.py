"""Looks at base points and bonuses: the newest row of each person counts, those of unfinished imports do not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.domain.money import Fen
from app.extensions import db
from app.office.batches.queries import published
from app.office.conduct.models import BasePoints, DeductionMonth, MonthBonus
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a department with the base points that hold on a day."""

    staff_id: int
    name: str
    points: int


def bonuses(month: str, staff_ids: Collection[int] | None = None) -> dict[int, Fen]:
    """The bonus of a month by person, in fen, of these people or of all; who has none entered is left out."""
    newest = func.row_number().over(partition_by=MonthBonus.staff_id, order_by=MonthBonus.id.desc())
    query = select(MonthBonus.staff_id, MonthBonus.amount_fen, newest.label("place"))
    query = query.where(MonthBonus.month == month, published(MonthBonus.batch_id))
    if staff_ids is not None:
        query = query.where(MonthBonus.staff_id.in_(staff_ids))
    return {staff_id: Fen(amount) for staff_id, amount in db.session.execute(_first(query))}


def bonus_of(staff_id: int, month: str) -> Fen | None:
    """The bonus of one person in a month, in fen; None where none is entered."""
    return bonuses(month, [staff_id]).get(staff_id)


def base_points(on: date, staff_ids: Collection[int] | None = None) -> dict[int, int]:
    """The base points that hold on a day by person; who never had any is left out (S-29)."""
    order = (BasePoints.valid_from.desc(), BasePoints.id.desc())
    newest = func.row_number().over(partition_by=BasePoints.staff_id, order_by=order)
    query = select(BasePoints.staff_id, BasePoints.points, newest.label("place"))
    query = query.where(BasePoints.valid_from <= on, published(BasePoints.batch_id))
    if staff_ids is not None:
        query = query.where(BasePoints.staff_id.in_(staff_ids))
    return dict(db.session.execute(_first(query)).all())


def members(department_id: int, on: date) -> list[Member]:
    """The active members of a department who have base points on a day, by name (K-50)."""
    query = select(Staff.id, Staff.name).where(Staff.department_id == department_id, Staff.active)
    people = db.session.execute(query.order_by(Staff.name, Staff.id)).all()
    points = base_points(on, [row.id for row in people])
    return [Member(row.id, row.name, points[row.id]) for row in people if points.get(row.id)]


def totals(on: date) -> list[tuple[str, int]]:
    """The base points of each department on a day: its name and the total of its active members, by name (S-29)."""
    points = base_points(on)
    home = select(Staff.id, Department.name).join(Department, Department.id == Staff.department_id)
    sums: dict[str, int] = {}
    for staff_id, name in db.session.execute(home.where(Staff.active).order_by(Department.name, Staff.id)):
        sums[name] = sums.get(name, 0) + points.get(staff_id, 0)
    return [(name, total) for name, total in sums.items() if total]


def people_page(department_id: int | None, *, after: str | None = None) -> Page[Any]:
    """One page of the active people whose points or bonus are typed, by name: rows of id, name, department."""
    query: Any = select(Staff.id, Staff.name, Department.name.label("department"))
    query = query.outerjoin(Department, Department.id == Staff.department_id).where(Staff.active)
    if department_id is not None:
        query = query.where(Staff.department_id == department_id)
    return page_of(db.session(), query, [Order(Staff.name), Order(Staff.id)], after=after)


def people_called() -> dict[str, list[tuple[int, str]]]:
    """Everybody active by name, for the rows of a sheet: id and department of each who is called so."""
    query = select(Staff.id, Staff.name, Department.name).outerjoin(Department, Department.id == Staff.department_id)
    found: dict[str, list[tuple[int, str]]] = {}
    for staff_id, name, department in db.session.execute(query.where(Staff.active).order_by(Staff.id)):
        found.setdefault(name, []).append((staff_id, department or ""))
    return found


def last_settled() -> str | None:
    """The last month whose deductions are settled; None before the first (K-51)."""
    return db.session.scalar(select(func.max(DeductionMonth.month)))


def _first(ranked: Select[Any]) -> Select[Any]:
    rows = ranked.subquery()
    key, value, place = rows.c
    return select(key, value).where(place == 1).order_by(key)
