"""Whom somebody may give a command, and whom a task may be handed on to (S-13, S-14)."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.actor import Actor
from app.extensions import db
from app.office.access.models import StaffRole
from app.office.positions.queries import organisation
from app.office.positions.rules import line_of
from app.office.staff.models import Department, Staff
from app.office.tasks.feature import COMMAND
from app.office.tasks.rules import may_command


def subordinates(actor: Actor) -> list[tuple[int, str]]:
    """Whoever works here and takes commands of this actor, by name (S-14)."""
    if actor.staff_id is None:
        return []
    giver, office = actor.staff_id, organisation()
    above, within = line_of(office, giver), actor.departments(COMMAND.name)
    rows = db.session.execute(select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name, Staff.id))
    return [
        (row.id, row.name)
        for row in rows
        if may_command(
            giver,
            row.id,
            departments=within,
            home=office.home.get(row.id),
            above=above,
            below=giver in line_of(office, row.id),
        )
    ]


def departments(actor: Actor) -> list[tuple[int, str]]:
    """The departments in which this actor may command, by name."""
    within = sorted(actor.departments(COMMAND.name))
    query = select(Department.id, Department.name).where(Department.id.in_(within), Department.active)
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Department.name, Department.id))]


def holders(role_id: int, department_id: int | None) -> list[int]:
    """Whoever works here and holds a role within a department; without one, anywhere."""
    query = select(StaffRole.staff_id).join(Staff, Staff.id == StaffRole.staff_id)
    query = query.where(Staff.active, StaffRole.role_id == role_id)
    if department_id is not None:
        query = query.where(StaffRole.department_id.is_(None) | (StaffRole.department_id == department_id))
    return list(db.session.scalars(query.distinct().order_by(StaffRole.staff_id)))
