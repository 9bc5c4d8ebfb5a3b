"""From where somebody looks at tasks: his own, his roles', those of whom he stands in for, and what he may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from app import clock
from app.domain.actor import Actor
from app.office.absence.queries import stands_in_for
from app.office.access.models import StaffRole
from app.office.tasks.feature import SEE_ALL, SEE_DEPARTMENT
from app.office.tasks.models import Task
from app.office.tasks.rules import DONE, OPEN, RETURNED, WAITING


@dataclass(frozen=True, slots=True)
class Desk:
    """A person with whom he stands in for today (代理): what is theirs is his to do as well."""

    staff_id: int | None
    stood_in_for: tuple[int, ...] = ()

    @property
    def people(self) -> tuple[int, ...]:
        """Himself first, then whom he stands in for; nobody where he is no member of staff."""
        return () if self.staff_id is None else (self.staff_id, *self.stood_in_for)


def desk_of(actor: Actor) -> Desk:
    """The desk of an actor, today."""
    if actor.staff_id is None:
        return Desk(None)
    return Desk(actor.staff_id, stands_in_for(actor.staff_id, clock.today()))


def is_for(people: Collection[int], *and_also: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a task is for one of these people, or for a role that one of them holds (O-11).

    A role held within a department does that department's tasks and those of no department. What else must hold
    stands in both halves, so that each finds its rows by one index.
    """
    held = select(StaffRole.role_id).where(StaffRole.staff_id.in_(people))
    within = exists().where(
        StaffRole.staff_id.in_(people),
        StaffRole.role_id == Task.role_id,
        or_(
            StaffRole.department_id.is_(None),
            Task.department_id.is_(None),
            StaffRole.department_id == Task.department_id,
        ),
    )
    return or_(and_(Task.staff_id.in_(people), *and_also), and_(Task.role_id.in_(held), within, *and_also))


def to_do(people: Collection[int]) -> ColumnElement[bool]:
    """The condition that a task waits for one of these people.

    It is open and for him, or it is a command of his that was given back or whose doing he has not confirmed.
    """
    answered = Task.given_by_id.in_(people) & Task.state.in_((RETURNED, DONE))
    return or_(is_for(people, Task.state == OPEN), answered)


def visible(actor: Actor, desk: Desk) -> ColumnElement[bool]:
    """The condition on Task under which this actor may know of it (O-07, O-11).

    His own, those he gave, those of his roles and of whom he stands in for; with the right, his departments'
    or everybody's.
    """
    if actor.may(SEE_ALL.name):
        return true()
    own: ColumnElement[bool] = or_(is_for(desk.people), Task.given_by_id.in_(desk.people)) if desk.people else false()
    if actor.may(SEE_DEPARTMENT.name):
        own = or_(own, Task.department_id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))
    return own


def still_running() -> ColumnElement[bool]:
    """The condition that somebody still has to do something of the task itself."""
    return Task.state.in_(WAITING)
