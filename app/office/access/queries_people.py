"""People with their sign-ins and roles, as an administrator sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.extensions import db
from app.office.access.models import Role, RolePermission, SignIn, StaffRole
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, capped_count, page_of


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person holds; without a department in the whole office."""

    id: int
    staff_id: int
    role_key: str | None
    role: str
    department: str | None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role of the list, with how many active people hold it."""

    id: int
    key: str | None
    name: str
    holders: int


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """What an administrator may see of a sign-in."""

    username: str
    must_change: bool
    changed_at: datetime


def people(*, state: str, department_id: int | None, name: str | None, after: str | None) -> Page[Any]:
    """One page of people by name: Staff, the department's name and the user name (O-07).

    `state` is "active", "left" or "all".
    """
    query = _people(state, department_id, name)
    return page_of(db.session(), query, [Order(Staff.name), Order(Staff.id)], after=after)


def count_of_people(*, state: str, department_id: int | None, name: str | None) -> int:
    """How many people the list has, not counted beyond 10,001."""
    return capped_count(db.session(), _people(state, department_id, name))


def _people(state: str, department_id: int | None, name: str | None) -> Select[Any]:
    query: Any = (
        select(Staff, Department.name.label("department"), SignIn.username)
        .outerjoin(Department, Department.id == Staff.department_id)
        .outerjoin(SignIn, SignIn.staff_id == Staff.id)
    )
    if state != "all":
        query = query.where(Staff.active == (state == "active"))
    if department_id is not None:
        query = query.where(Staff.department_id == department_id)
    if name:
        query = query.where(Staff.name.contains(name, autoescape=True) | (SignIn.username == name.lower()))
    found: Select[Any] = query
    return found


def held_by(staff_ids: Sequence[int]) -> Mapping[int, list[Held]]:
    """The roles that these people hold, by person."""
    rows = db.session.execute(
        select(StaffRole.id, StaffRole.staff_id, Role.key, Role.name, Department.name)
        .join(Role, Role.id == StaffRole.role_id)
        .outerjoin(Department, Department.id == StaffRole.department_id)
        .where(StaffRole.staff_id.in_(staff_ids))
        .order_by(StaffRole.staff_id, Role.id, StaffRole.id)
    )
    found: dict[int, list[Held]] = {staff_id: [] for staff_id in staff_ids}
    for row in rows:
        found[row.staff_id].append(Held(*row))
    return found


def sign_in_facts(staff_id: int) -> SignInFacts | None:
    """The sign-in of a person; None where there is none."""
    query = select(SignIn.username, SignIn.must_change, SignIn.changed_at).where(SignIn.staff_id == staff_id)
    row = db.session.execute(query).one_or_none()
    return SignInFacts(*row) if row else None


def roles() -> list[RoleLine]:
    """Every role, the shipped ones first."""
    holders = (
        select(StaffRole.role_id, func.count(StaffRole.staff_id.distinct()).label("holders"))
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(Staff.active)
        .group_by(StaffRole.role_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Role.id, Role.key, Role.name, func.coalesce(holders.c.holders, 0))
        .outerjoin(holders, holders.c.role_id == Role.id)
        .order_by(Role.key.is_(None), Role.id)
    )
    return [RoleLine(*row) for row in rows]


def role(role_id: int) -> Role:
    """One role. Raises NoResultFound."""
    return db.session.scalars(select(Role).where(Role.id == role_id)).one()


def role_called(key_or_name: str) -> Role | None:
    """The role of this key, or else of this name; None where there is none."""
    query = select(Role).where((Role.key == key_or_name) | (Role.name == key_or_name))
    return db.session.scalars(query.order_by(Role.key.is_(None), Role.id)).first()


def permissions_of(role_id: int) -> frozenset[str]:
    """The stored names of the permissions that a role gives."""
    query = select(RolePermission.permission).where(RolePermission.role_id == role_id)
    return frozenset(db.session.scalars(query.order_by(RolePermission.permission)))


def role_choices() -> list[tuple[int, str]]:
    """Every role as a choice of a form, the shipped ones first."""
    return [(one.id, one.name) for one in roles()]
