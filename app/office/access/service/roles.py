"""Roles: what they give and who holds them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.access.feature import ROLE_ADDED, ROLE_CHANGED, ROLE_GIVEN, ROLE_TAKEN
from app.office.access.models import Role, RolePermission, StaffRole
from app.office.access.service.people import an_administrator_remains
from app.office.access.service.sessions import end_sessions
from app.office.access.shipped import shipped_roles
from app.office.history.service import record
from app.office.staff import kinds
from app.office.staff.models import Department, Staff
from app.unit_of_work import current_work, unit_of_work


def make_shipped_roles(*, by: Actor) -> dict[str, int]:
    """Make the shipped roles that are missing, with their permissions; return key -> id of every shipped role."""
    with unit_of_work(by=by) as work:
        known = {role.key: role.id for role in work.session.scalars(select(Role).where(Role.key.is_not(None)))}
        for key, (name, permissions) in shipped_roles().items():
            if key not in known:
                known[key] = _make(name, permissions, key=key)
    return {key: role_id for key, role_id in known.items() if key is not None}


def add_role(name: str, permissions: Iterable[str], *, by: Actor) -> int:
    """Add a role of the office's own; return its id (O-07). Raises Refused for a name that is taken."""
    with unit_of_work(by=by):
        _check_name(name)
        return _make(name, permissions)


def change_role(role_id: int, *, name: str | None, permissions: Iterable[str], among: Iterable[str], by: Actor) -> None:
    """Set a role's permissions among those that the features declare, and an own role's name (O-07).

    What it holds beyond `among` stays, because a feature may be missing for a while. `name` None keeps the name.
    It holds from the next click of everybody on. Raises Refused when nobody could manage staff any more.
    """
    with unit_of_work(by=by) as work, an_administrator_remains():
        role = work.session.scalars(select(Role).where(Role.id == role_id).with_for_update()).one()
        old_name = role.name
        if name is not None and name != role.name:
            _check_name(name)
            role.name = name
        before = set(
            work.session.scalars(select(RolePermission.permission).where(RolePermission.role_id == role_id))
        ) & set(among)
        wanted = set(permissions) & set(among)
        _give(role_id, wanted - before)
        work.touch("access")
        for gone in sorted(before - wanted):
            held = delete(RolePermission).where(RolePermission.role_id == role_id)
            work.session.execute(held.where(RolePermission.permission == gone))
        facts = {"given": sorted(wanted - before), "taken": sorted(before - wanted), "old_name": old_name}
        record(ROLE_CHANGED, f"role:{role_id}", facts={"name": role.name, **facts})


def give_new_rights(*, by: Actor) -> dict[str, list[str]]:
    """Give the shipped roles what came with a new version: the rights that no role of the office has ever held.

    Returns the rights given by the name of the role. What the office took from one role and left to another stays so.
    """
    with unit_of_work(by=by) as work:
        held = set(work.session.scalars(select(RolePermission.permission).distinct()))
        given = {}
        for role in work.session.scalars(select(Role).where(Role.key.is_not(None)).order_by(Role.id)).all():
            new = sorted(set(shipped_roles().get(role.key or "", ("", ()))[1]) - held)
            if new:
                _give(role.id, new)
                given[role.name] = new
                record(ROLE_CHANGED, f"role:{role.id}", facts={"name": role.name, "given": new, "taken": []})
        work.touch("access")
    return given


def give_role(staff_id: int, role_id: int, department_id: int | None, *, by: Actor) -> None:
    """Let a person hold a role in a department, or in the whole office (O-07). Ends his sessions.

    Raises Refused where he holds it already.
    """
    with unit_of_work(by=by) as work:
        person = work.session.scalars(select(Staff).where(Staff.id == staff_id).with_for_update()).one()
        role = work.session.scalars(select(Role).where(Role.id == role_id)).one()
        held = select(StaffRole.id).where(StaffRole.staff_id == staff_id, StaffRole.role_id == role_id)
        if work.session.scalar(held.where(StaffRole.department_id.is_not_distinct_from(department_id))):
            raise Refused(Text("The person holds this role already."), field="role")
        work.session.add(StaffRole(staff_id=staff_id, role_id=role_id, department_id=department_id))
        work.session.flush()
        end_sessions(staff_id, "roles_changed")
        facts = {"name": person.name, "role": role.name, "department": _department(department_id)}
        record(ROLE_GIVEN, f"staff:{staff_id}", facts=facts)
        kinds.people_changed(by=by)


def take_role(staff_id: int, held_id: int, *, by: Actor) -> None:
    """Take a role from a person (O-07). Ends his sessions. Raises Refused for the last administrator, Conflict."""
    with unit_of_work(by=by) as work, an_administrator_remains():
        person = work.session.scalars(select(Staff).where(Staff.id == staff_id)).one()
        held = work.session.scalars(
            select(StaffRole).where(StaffRole.id == held_id, StaffRole.staff_id == staff_id)
        ).one_or_none()
        if held is None:
            raise Conflict(Text("The person no longer holds this role."))
        role = work.session.scalars(select(Role).where(Role.id == held.role_id)).one()
        facts = {"name": person.name, "role": role.name, "department": _department(held.department_id)}
        work.session.delete(held)
        end_sessions(staff_id, "roles_changed")
        record(ROLE_TAKEN, f"staff:{staff_id}", facts=facts)
        kinds.people_changed(by=by)


def _make(name: str, permissions: Iterable[str], key: str | None = None) -> int:
    session = current_work().session
    role = Role(key=key, name=name)
    session.add(role)
    session.flush()
    _give(role.id, permissions)
    record(ROLE_ADDED, f"role:{role.id}", facts={"name": name, "given": sorted(permissions)})
    return role.id


def _give(role_id: int, permissions: Iterable[str]) -> None:
    rows = [{"role_id": role_id, "permission": one} for one in sorted(permissions)]
    if rows:
        current_work().session.execute(insert(RolePermission), rows)


def _check_name(name: str) -> None:
    if current_work().session.scalar(select(Role.id).where(Role.name == name)):
        raise Refused(Text("There is a role of this name already."), field="name")


def _department(department_id: int | None) -> str | None:
    if department_id is None:
        return None
    return current_work().session.scalars(select(Department.name).where(Department.id == department_id)).one()
