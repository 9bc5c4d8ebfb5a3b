"""Adding and changing people and departments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.staff import kinds
from app.office.staff.feature import DEPARTMENT_ADDED, DEPARTMENT_CHANGED, STAFF_ADDED, STAFF_CHANGED
from app.office.staff.models import Department, Staff
from app.office.staff.rules import check_parent
from app.unit_of_work import current_work, unit_of_work


def add_department(name: str, *, parent_id: int | None = None, by: Actor) -> Department:
    """Add a department; its name is not taken yet, else Refused (O-07)."""
    with unit_of_work(by=by) as work:
        _check_name(name)
        made = Department(name=name, parent_id=parent_id)
        work.session.add(made)
        work.session.flush()
        record(DEPARTMENT_ADDED, f"department:{made.id}", facts={"name": name, "parent": parent_id})
    return made


def change_department(department_id: int, *, name: str, parent_id: int | None, active: bool, by: Actor) -> None:
    """Rename, move, or take a department in or out of use (O-07).

    Raises Refused for a name that is taken, a parent below itself, or people who still work in it.
    """
    with unit_of_work(by=by) as work:
        # All rows are locked, so that two moves at once cannot make a circle together.
        every = {one.id: one for one in work.session.scalars(locked_departments())}
        found = every[department_id]
        if name != found.name:
            _check_name(name)
        check_parent({one.id: one.parent_id for one in every.values()}, department_id, parent_id)
        if found.active and not active:
            _check_empty(department_id)
        after = {"name": name, "parent_id": parent_id, "active": active}
        changed = changes({field: getattr(found, field) for field in after}, after)
        found.name, found.parent_id, found.active = name, parent_id, active
        work.session.flush()
        record(DEPARTMENT_CHANGED, f"department:{department_id}", facts={"name": name, "changes": changed})
        kinds.people_changed(by=by)


def add_staff(
    name: str, *, phone: str | None = None, department_id: int | None = None, joined_on: date | None = None, by: Actor
) -> Staff:
    """Add a member of staff, still without a sign-in (O-07)."""
    with unit_of_work(by=by) as work:
        made = Staff(name=name, phone=phone, department_id=department_id, joined_on=joined_on)
        work.session.add(made)
        work.session.flush()
        facts = {"name": name, "phone": phone, "department_id": department_id, "joined_on": joined_on}
        record(STAFF_ADDED, f"staff:{made.id}", facts=facts)
        kinds.people_changed(by=by)
    return made


def change_staff(staff_id: int, version: int, values: Mapping[str, Any], *, by: Actor) -> None:
    """Set name, phone, department_id and joined_on of a person as seen in `version`, else Conflict (O-07)."""
    with unit_of_work(by=by) as work:
        found = work.session.scalars(select(Staff).where(Staff.id == staff_id)).one()
        before = {field: getattr(found, field) for field in values}
        change_row(staff_id, version, values)
        facts = {"name": values["name"], "changes": changes(before, values)}
        record(STAFF_CHANGED, f"staff:{staff_id}", facts=facts)
        if before.get("department_id") != values.get("department_id"):
            kinds.staff_moved(staff_id, before["department_id"], by=by)
        kinds.people_changed(by=by)


def change_row(staff_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Change a person's row if it still is as seen in `version`. Raises Conflict."""
    unchanged = update(Staff).where(Staff.id == staff_id, Staff.version == version)
    changed = unchanged.values(**values, version=version + 1).returning(Staff.id)
    if current_work().session.scalar(changed) is None:
        raise Conflict(Text("Somebody else has changed this person meanwhile. Look again and repeat your change."))


def locked_departments() -> Select[Department]:
    """Every department, locked until the unit ends."""
    return select(Department).order_by(Department.id).with_for_update()


def _check_name(name: str) -> None:
    if current_work().session.scalar(select(Department.id).where(Department.name == name)):
        raise Refused(Text("There is a department of this name already."), field="name")


def _check_empty(department_id: int) -> None:
    people = select(func.count()).where(Staff.department_id == department_id, Staff.active)
    if current_work().session.scalar(people):
        raise Refused(Text("People still work in this department. Move them to another one first."), field="active")
