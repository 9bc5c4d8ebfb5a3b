"""Telling the screens of those whom a change of tasks concerns: their badge says another figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app import clock
from app.office.absence.queries import stand_ins
from app.office.access.models import StaffRole
from app.office.tasks.models import Task
from app.unit_of_work import current_work

CONCERNS: Any = (Task.staff_id, Task.role_id, Task.department_id, Task.given_by_id)


def tell(rows: Iterable[Any]) -> int:
    """Touch `tasks:<staff_id>` of everybody whom these tasks concern; return how many tasks they are.

    A row is (staff_id, role_id, department_id, given_by_id), such as an UPDATE returns of `CONCERNS`: whoever has the
    task or holds its role, whoever gave it, and who stands in for one of them today.
    """
    found = list(rows)
    people = {one for staff_id, _, _, given_by_id in found for one in (staff_id, given_by_id)}
    people |= _holders({(role_id, department_id) for _, role_id, department_id, _ in found if role_id is not None})
    people.discard(None)
    if people:
        deputies = stand_ins(clock.today())
        people |= {deputies[one] for one in people if deputies.get(one) is not None}
    for staff_id in people:
        current_work().touch(f"tasks:{staff_id}")
    return len(found)


def _holders(seats: set[tuple[int, int | None]]) -> set[int | None]:
    """Whoever holds one of these roles, in the whole office or in that department."""
    if not seats:
        return set()
    query = select(StaffRole.staff_id, StaffRole.role_id, StaffRole.department_id).order_by(StaffRole.id)
    held = query.where(StaffRole.role_id.in_(sorted({role_id for role_id, _ in seats})))
    return {
        row.staff_id
        for row in current_work().session.execute(held)
        if row.department_id is None or {(row.role_id, None), (row.role_id, row.department_id)} & seats
    }
