"""Tasks that go to somebody else together with the thing they are about, such as a customer (O-11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.office.history.service import Deed, record_many
from app.office.staff.models import Staff
from app.office.tasks.feature import HANDED_ON
from app.office.tasks.kinds import task_kinds
from app.office.tasks.models import Task
from app.office.tasks.rules import WAITING
from app.office.tasks.service.changing import subject_of
from app.office.tasks.service.telling import CONCERNS, tell
from app.unit_of_work import current_work, unit_of_work


def pass_tasks(heirs: Mapping[int, int], *, reason: str | None = None, by: Actor) -> int:
    """Give waiting tasks to other people, {task: person}; returns how many (O-11).

    Tasks of kinds that are `reseated` stay: their features know whose turn it is. The caller slices a long list.
    """
    groups = defaultdict[int, list[int]](list)
    for task_id, staff_id in heirs.items():
        groups[staff_id].append(task_id)
    with unit_of_work(by=by):
        return sum(_pass(staff_id, groups[staff_id], reason) for staff_id in sorted(groups))


def _pass(heir: int, task_ids: list[int], reason: str | None) -> int:
    session = current_work().session
    kept = [kind.key for kind in task_kinds().values() if kind.reseated]
    wanted = (Task.id.in_(task_ids), Task.state.in_(WAITING), Task.kind.not_in(kept), Task.staff_id != heir)
    query = select(Task.id, Task.customer_id, Task.facts, *CONCERNS, Staff.name)
    before = session.execute(query.outerjoin(Staff, Staff.id == Task.staff_id).where(*wanted).order_by(Task.id)).all()
    if not before:
        return 0
    name, home = session.execute(select(Staff.name, Staff.department_id).where(Staff.id == heir)).one()
    values = {"staff_id": heir, "role_id": None, "department_id": home, "version": Task.version + 1}
    changed = update(Task).where(Task.id.in_([one.id for one in before])).values(values)
    after = session.execute(changed.execution_options(synchronize_session=False).returning(*CONCERNS)).all()
    tell([*(one[3:7] for one in before), *after])
    deeds = [Deed(subject_of(one.id), one.customer_id, {"from": one.name, "to": name}) for one in before]
    record_many(HANDED_ON, deeds, reason=reason)
    return len(after)
