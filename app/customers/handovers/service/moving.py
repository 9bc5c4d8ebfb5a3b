"""What goes to another owner together with a customer: tasks, deadlines, contracts (C-23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from app.customers.contracts.models import Contract
from app.customers.handovers.queries.hanging import deadlines_of, tasks_of
from app.customers.owners.kinds import Moved
from app.domain.actor import Actor
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import hand_deadline
from app.office.staff.models import Staff
from app.office.tasks.service import pass_tasks
from app.unit_of_work import current_work, unit_of_work


def owners_changed(moved: Sequence[Moved], reason: str | None, *, by: Actor) -> None:
    """Let what waits at the owner before for these customers go to the new ones (hook); who has left gets nothing."""
    groups = defaultdict[int, dict[int, int]](dict)
    for one in moved:
        groups[one.old][one.customer_id] = one.new
    for old in sorted(groups):
        move(old, groups[old], reason, by=by)


def move(old: int, heirs: Mapping[int, int], reason: str | None, *, by: Actor) -> None:
    """Let everything that waits at a person for customers go to their heirs, {customer: person} (C-23)."""
    here = set(current_work().session.scalars(select(Staff.id).where(Staff.id.in_({*heirs.values()}), Staff.active)))
    heirs = {customer_id: staff_id for customer_id, staff_id in heirs.items() if staff_id in here}
    tasks = {task_id: heirs[customer_id] for customer_id, task_id in tasks_of(old, list(heirs))}
    deadlines = {one: heirs[customer_id] for customer_id, one in deadlines_of(old, list(heirs))}
    hand(tasks, deadlines, reason, by=by)
    _contracts(old, heirs)


def hand(tasks: Mapping[int, int], deadlines: Mapping[int, int], reason: str | None, *, by: Actor) -> None:
    """Hand these tasks and these running deadlines, {id: person}, to these people, where they are not theirs yet."""
    with unit_of_work(by=by) as work:
        pass_tasks(tasks, reason=reason, by=by)
        running = select(Deadline.id, Deadline.staff_id).where(
            Deadline.id.in_(deadlines), Deadline.stopped_on.is_(None)
        )
        for row in work.session.execute(running.order_by(Deadline.id)).all():
            if row.staff_id != deadlines[row.id]:
                hand_deadline(row.id, deadlines[row.id], by=by)


def _contracts(old: int, heirs: Mapping[int, int]) -> None:
    groups = defaultdict[int, list[int]](list)
    for customer_id, staff_id in heirs.items():
        groups[staff_id].append(customer_id)
    for staff_id, customer_ids in groups.items():
        his = (Contract.staff_id == old, Contract.state == "signed", Contract.customer_id.in_(customer_ids))
        moved = update(Contract).where(*his).values(staff_id=staff_id, version=Contract.version + 1)
        current_work().session.execute(moved.execution_options(synchronize_session=False))
