"""Handing many deadlines to other people at once, such as those of somebody who left (O-02)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.feature import HANDED
from app.office.deadlines.queries.facts import Known, known_of, law
from app.office.deadlines.service.projecting import deed_of, write
from app.office.deadlines.tasks import DUE
from app.office.deadlines.words import subject_of, what
from app.office.history.service import record_many
from app.office.staff.models import Staff
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.service import close_tasks_of, open_tasks
from app.unit_of_work import current_work, unit_of_work


def hand_deadlines(heirs: Mapping[int, int], *, by: Actor) -> int:
    """Make other people responsible for deadlines that run, {deadline: person}; returns how many were not theirs yet.

    The same as `hand_deadline` for each, in a few statements. Raises Refused for somebody who has left.
    """
    if not heirs:
        return 0
    with unit_of_work(by=by):
        running = (one for one in known_of(list(heirs), lock=True, under=law()) if one.row.stopped_on is None)
        found = [one for one in running if one.row.staff_id != heirs[one.row.id]]
        people = _people({heirs[one.row.id] for one in found})
        close_tasks_of([subject_of(one.row.id) for one in found], outcome="cancelled", kind=DUE, by=by)
        write(_handed(one, people[heirs[one.row.id]]) for one in found)
        named = ((one, people[heirs[one.row.id]].name) for one in found)
        record_many(HANDED, [deed_of(one, due=one.row.due_on, name=name) for one, name in named])
        open_tasks([_task(one, people[heirs[one.row.id]]) for one in found if one.rule.opens_task], by=by)
    return len(found)


def _people(ids: set[int]) -> dict[int, Any]:
    query = select(Staff.id, Staff.name, Staff.department_id, Staff.active).where(Staff.id.in_(sorted(ids)))
    people = {row.id: row for row in current_work().session.execute(query)}
    if len(people) < len(ids) or not all(row.active for row in people.values()):
        raise Refused(Text("This person does not work here any more."), field="staff")
    return people


def _handed(one: Known, person: Any) -> dict[str, Any]:
    home = person.department_id or one.row.department_id
    return {"id": one.row.id, "staff_id": person.id, "department_id": home, "version": one.row.version + 1}


def _task(one: Known, person: Any) -> NewTask:
    row, facts = one.row, {"what": what(one.rule, one.row.facts)}
    home = person.department_id or row.department_id
    to = Party(staff_id=person.id)
    return NewTask(DUE, subject_of(row.id), row.url, to, facts, row.due_on, row.customer_id, home)
