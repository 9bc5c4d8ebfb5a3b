"""The people of the office and its departments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.extensions import db
from app.office.staff.models import Department, Staff


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department of the list, with how many people work in it."""

    id: int
    name: str
    parent: str | None
    active: bool
    people: int


def departments() -> list[DepartmentLine]:
    """Every department, those in use first, by name (O-07)."""
    parent = select(Department.id, Department.name).subquery()
    people = (
        select(Staff.department_id, func.count().label("people"))
        .where(Staff.active)
        .group_by(Staff.department_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Department.id, Department.name, parent.c.name, Department.active, func.coalesce(people.c.people, 0))
        .outerjoin(parent, parent.c.id == Department.parent_id)
        .outerjoin(people, people.c.department_id == Department.id)
        .order_by(Department.active.desc(), Department.name, Department.id)
    )
    return [DepartmentLine(*row) for row in rows]


def department(department_id: int) -> Department:
    """One department. Raises NoResultFound."""
    return db.session.scalars(select(Department).where(Department.id == department_id)).one()


def department_choices(*, keep: int | None = None) -> list[tuple[Any, str]]:
    """Departments in use as choices of a form, by name; `keep` stays even when it is out of use."""
    query = select(Department.id, Department.name).where(Department.active | (Department.id == keep))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Department.name, Department.id))]


def department_called(name: str) -> int | None:
    """The id of the department of this name; None where there is none."""
    return db.session.scalars(select(Department.id).where(Department.name == name)).one_or_none()


def person(staff_id: int) -> Staff:
    """One member of staff. Raises NoResultFound."""
    return db.session.scalars(select(Staff).where(Staff.id == staff_id)).one()


def colleagues(*but: int | None) -> list[tuple[int, str]]:
    """Everybody who works here, by name, without some, as choices of a form."""
    rows = db.session.execute(select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name, Staff.id))
    return [(row.id, row.name) for row in rows if row.id not in but]
