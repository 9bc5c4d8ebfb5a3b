"""Who may see a hand-over, who decides about it, and who may take customers over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, or_, select, true

from app import clock
from app.customers.files.feature import SEE_OWN
from app.customers.handovers.feature import DECIDE, SEE
from app.customers.handovers.models import Handover
from app.domain.actor import Actor
from app.extensions import db
from app.office.absence.queries import away_on
from app.office.access.models import RolePermission, StaffRole
from app.office.access.queries import actor_of
from app.office.positions.queries import organisation
from app.office.positions.rules import line_of
from app.office.staff.models import Department, Staff


@dataclass(frozen=True, slots=True)
class Successor:
    """Somebody who may take customers over; `near` where he works in the department of the hand-over."""

    id: int
    name: str
    department: str | None
    near: bool


def visible(actor: Actor, right: str = SEE.name) -> ColumnElement[bool]:
    """The condition on Handover: those of people of the departments in which the actor holds the right, or all."""
    if whole_office(actor, right):
        return true()
    return Handover.department_id.in_(sorted(actor.departments(right)))


def whole_office(actor: Actor, right: str) -> bool:
    """Tell whether this actor holds the right in every department, as a role for the whole office gives it."""
    if actor.has_every_right or not actor.may(right):
        return actor.has_every_right
    return set(db.session.scalars(select(Department.id))) <= actor.departments(right)


def to_decide(handover_id: int, actor: Actor) -> Handover:
    """The hand-over that this actor may decide about, fresh. Raises NoResultFound."""
    query = select(Handover).where(Handover.id == handover_id, visible(actor, DECIDE.name))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def givers(actor: Actor) -> list[tuple[int, str]]:
    """Whose customers this actor may hand over by hand, by name."""
    query = select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name, Staff.id)
    if not whole_office(actor, DECIDE.name):
        query = query.where(Staff.department_id.in_(sorted(actor.departments(DECIDE.name))))
    return [(row.id, row.name) for row in db.session.execute(query)]


def successors(handover: Handover, actor: Actor) -> list[Successor]:
    """Who may take over: works here, is not away today, may look after customers; the giver's own department first.

    A manager chooses among the people of his departments, the general manager among all (R-50).
    """
    able = select(StaffRole.staff_id).join(RolePermission, RolePermission.role_id == StaffRole.role_id)
    able = able.where(RolePermission.permission == SEE_OWN.name)
    query = select(Staff.id, Staff.name, Department.id.label("home"), Department.name.label("department"))
    query = query.outerjoin(Department, Department.id == Staff.department_id)
    query = query.where(Staff.active, Staff.id.in_(able), Staff.id != handover.staff_id)
    if not whole_office(actor, DECIDE.name):
        near = Staff.department_id.in_(sorted(actor.departments(DECIDE.name)))
        query = query.where(or_(near, Staff.id == actor.staff_id))
    away = away_on(clock.today())
    rows = [row for row in db.session.execute(query.order_by(Staff.name, Staff.id)) if row.id not in away]
    people = [Successor(row.id, row.name, row.department, row.home == handover.department_id) for row in rows]
    return sorted(people, key=lambda one: not one.near)


def decider_of(staff_id: int, home: int | None) -> int | None:
    """Who is asked to decide: the nearest superior who may, of somebody who works in `home` or did (C-23)."""
    office = organisation()
    people = line_of(replace(office, home={**office.home, staff_id: home}), staff_id)
    return next((one for one in people if actor_of(one).may(DECIDE.name)), None)


def names_of(ids: Sequence[int | None]) -> dict[int, str]:
    """The names of people by their ids."""
    wanted = sorted({one for one in ids if one is not None})
    query = select(Staff.id, Staff.name).where(Staff.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(query)}


def visible_to_decide(handover_id: int, actor: Actor) -> bool:
    """Tell whether this actor may decide about a hand-over."""
    if not actor.may(DECIDE.name):
        return False
    query = select(Handover.id).where(Handover.id == handover_id, visible(actor, DECIDE.name))
    return db.session.scalar(query) is not None
