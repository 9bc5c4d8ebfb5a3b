"""What goes to another owner together with a customer: tasks, deadlines, contracts, letters (C-23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from app.customers.contracts.models import Contract
from app.customers.correspondence.models import Letter
from app.customers.handovers.queries.hanging import deadlines_of, signed, tasks_of, unanswered
from app.customers.owners.kinds import Moved
from app.domain.actor import Actor
from app.office.deadlines.service import hand_deadlines
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
    _papers(old, heirs)


def hand(tasks: Mapping[int, int], deadlines: Mapping[int, int], reason: str | None, *, by: Actor) -> None:
    """Hand these tasks and these running deadlines, {id: person}, to these people, where they are not theirs yet."""
    with unit_of_work(by=by):
        pass_tasks(tasks, reason=reason, by=by)
        hand_deadlines(deadlines, by=by)


def _papers(old: int, heirs: Mapping[int, int]) -> None:
    """Contracts that he answers for, and letters that he owes an answer to."""
    groups = defaultdict[int, list[int]](list)
    for customer_id, staff_id in heirs.items():
        groups[staff_id].append(customer_id)
    for staff_id, customer_ids in groups.items():
        for model, open_ones in ((Contract, signed(old)), (Letter, unanswered(old))):
            theirs = update(model).where(open_ones, model.customer_id.in_(customer_ids))
            moved = theirs.values(staff_id=staff_id, version=model.version + 1)
            current_work().session.execute(moved.execution_options(synchronize_session=False))
