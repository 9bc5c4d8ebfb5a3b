"""How much there is to do: the badge of the top bar and the lines of the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Integer, and_, case, func, select

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import Desk, desk_of, to_do
from app.office.tasks.rules import DONE, OPEN, RETURNED

MOST_SHOWN = 99


@dataclass(frozen=True, slots=True)
class Figures:
    """How many tasks wait for somebody, by why."""

    overdue: int
    today: int
    soon: int
    given_back: int
    to_confirm: int


def badge(actor: Actor) -> tuple[int, int]:
    """How many tasks wait for this actor and how many of them are late, counted to 100: cheap, for every page."""
    desk = desk_of(actor)
    if not desk.people:
        return 0, 0
    some = select(Task.due_on, Task.state).where(to_do(desk.people)).limit(MOST_SHOWN + 1).subquery()
    late = _sum((some.c.due_on < clock.today()) & (some.c.state == OPEN))
    row = db.session.execute(select(func.count(), late).select_from(some)).one()
    return int(row[0]), int(row[1])


def figures(desk: Desk, today: date) -> Figures:
    """What waits at this desk: late, due today, to be thought of, given back, to be confirmed (O-11, O-18)."""
    if not desk.people:
        return Figures(0, 0, 0, 0, 0)
    counted = (
        _sum(due_is("overdue", today)),
        _sum(due_is("today", today)),
        _sum(due_is("soon", today)),
        _sum(due_is("returned", today)),
        _sum(due_is("confirm", today)),
    )
    return Figures(*db.session.execute(select(*counted).where(to_do(desk.people))).one())


def due_is(when: str, today: date) -> ColumnElement[bool]:
    """The condition that an open task is "overdue", due "today" or to be thought of "soon" (O-18).

    Or that a command was given back ("returned"), or waits for its giver's look ("confirm").
    """
    conditions = {
        "overdue": and_(Task.state == OPEN, Task.due_on < today),
        "today": and_(Task.state == OPEN, Task.due_on == today),
        "soon": and_(Task.state == OPEN, Task.due_on > today, Task.remind_on <= today),
        "returned": Task.state == RETURNED,
        "confirm": Task.state == DONE,
    }
    return conditions[when]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).cast(Integer)
