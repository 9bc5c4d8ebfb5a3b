"""The lists of tasks: mine, given by me, my department's, everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.access.models import Role
from app.office.staff.models import Department, Staff
from app.office.tasks.feature import SEE_ALL, SEE_DEPARTMENT
from app.office.tasks.kinds import TaskKind, task_kinds
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import Desk, is_for, still_running, to_do
from app.office.tasks.queries.figures import due_is
from app.office.tasks.rules import CANCELLED, CONFIRMED, DONE, ENDED, OPEN, RETURNED
from app.office.tasks.sentences import sentence_of
from app.web.paging import Order, Page, page_of

NEVER = date(9999, 12, 31)
MINE, GIVEN, OF_DEPARTMENT, EVERYBODYS = "mine", "given", "department", "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of tasks is narrowed to: whose, running or ended, of one kind, by when, of one person."""

    whose: str = MINE
    ended: bool = False
    kind: str | None = None
    due: str | None = None
    until: date | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A task of a list: the row, its sentence, and whom it is for; `stands_in` where it waits for somebody away."""

    task: Task
    sentence: Text | str
    kind: TaskKind | None
    person: str | None
    role_key: str | None
    role: str | None
    department: str | None
    stands_in: bool


def listing(filters: Filters, actor: Actor, desk: Desk, *, after: str | None = None) -> Page[Line]:
    """One page of tasks, what is late first, what has no day last; what has ended, the latest first (O-11)."""
    order = [Order(Task.id, descending=True)] if filters.ended else _BY_DAY
    page = page_of(db.session(), _filtered(filters, actor, desk), order, after=after)
    # Only ids are sorted: names and facts are read for the one page, not for thousands of rows.
    rows = {row[0].id: row for row in db.session.execute(with_names().where(Task.id.in_(page.rows)))}
    return Page(lines([rows[task_id] for task_id in page.rows], desk), page.after)


def lines(rows: Sequence[Any], desk: Desk) -> list[Line]:
    """Rows of the task, the person, the role and the department as lines of a list."""
    declared = task_kinds()
    return [
        Line(
            task=row[0],
            sentence=sentence_of(declared.get(row[0].kind), row[0].kind, row[0].facts),
            kind=declared.get(row[0].kind),
            person=row[1],
            role_key=row[2],
            role=row[3],
            department=row[4],
            stands_in=_whose_turn(row[0]) in desk.stood_in_for,
        )
        for row in rows
    ]


def _whose_turn(task: Task) -> int | None:
    """The person for whom a task waits: the giver of a command that came back or was done, else whom it is for."""
    return task.given_by_id if task.state in (RETURNED, DONE) else task.staff_id


def with_names() -> Select[Any]:
    """A task with the names of whom it is for: person, role, department."""
    columns: Any = select(Task, Staff.name, Role.key, Role.name, Department.name)
    query: Select[Any] = columns.outerjoin(Staff, Staff.id == Task.staff_id)
    return query.outerjoin(Role, Role.id == Task.role_id).outerjoin(Department, Department.id == Task.department_id)


def lists_of(actor: Actor) -> list[str]:
    """The lists that this actor may open."""
    rights = ((OF_DEPARTMENT, SEE_DEPARTMENT.name), (EVERYBODYS, SEE_ALL.name))
    return [MINE, GIVEN, *(name for name, right in rights if actor.may(right))]


def people_of(actor: Actor) -> list[tuple[int, str]]:
    """Whose tasks this actor may look at one by one, by name: his departments' people, or everybody."""
    query = select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name, Staff.id)
    if not actor.may(SEE_ALL.name):
        query = query.where(Staff.department_id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))
    return [(row.id, row.name) for row in db.session.execute(query)]


_BY_DAY = [Order(func.coalesce(Task.due_on, NEVER)), Order(Task.id)]


def _filtered(filters: Filters, actor: Actor, desk: Desk) -> Select[Any]:
    query: Any = select(Task.id).where(_whose(filters, actor, desk))
    if filters.kind:
        query = query.where(Task.kind == filters.kind)
    if filters.due:
        query = query.where(due_is(filters.due, clock.today()))
    if filters.until:
        query = query.where(Task.due_on <= filters.until)
    if filters.staff_id is not None:
        query = query.where(Task.staff_id == filters.staff_id)
    found: Select[Any] = query
    return found


def _whose(filters: Filters, actor: Actor, desk: Desk) -> ColumnElement[bool]:
    if filters.whose == EVERYBODYS and actor.may(SEE_ALL.name):
        return _running_or_ended(filters.ended)
    if filters.whose == OF_DEPARTMENT and actor.may(SEE_DEPARTMENT.name):
        departments = sorted(actor.departments(SEE_DEPARTMENT.name))
        return and_(Task.department_id.in_(departments), _running_or_ended(filters.ended))
    if not desk.people:
        return false()
    if filters.whose == GIVEN:
        states = (CONFIRMED, CANCELLED) if filters.ended else (OPEN, RETURNED, DONE)
        return and_(Task.given_by_id.in_(desk.people), Task.state.in_(states))
    return is_for(desk.people, Task.state != OPEN) if filters.ended else to_do(desk.people)


def _running_or_ended(ended: bool) -> ColumnElement[bool]:
    return Task.state.in_(ENDED) if ended else still_running()
