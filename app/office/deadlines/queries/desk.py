"""Who may know of which deadline, and what he may do with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, false, func, or_, select, true

from app.domain.actor import Actor
from app.extensions import db
from app.office.deadlines.feature import PAUSE, SEE_ALL, SEE_DEPARTMENT
from app.office.deadlines.models import Deadline, DeadlineStep
from app.office.deadlines.tasks import SLIP, STEP
from app.office.deadlines.words import subject_of
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import Desk, is_for
from app.web import registry

AFTER_KIND = len(subject_of(0))  # where the number begins in "deadline:7", counted from 1


def visible(actor: Actor, desk: Desk) -> ColumnElement[bool]:
    """The condition on Deadline under which this actor may know of it (O-07).

    Those he is responsible for, himself or for whom he stands in for, and those of which he was reminded; with the
    right, his departments' or all.
    """
    if actor.may(SEE_ALL.name):
        return true()
    own: ColumnElement[bool] = false()
    if desk.people:
        own = or_(Deadline.staff_id.in_(desk.people), Deadline.id.in_(_reminded(desk)))
    if actor.may(SEE_DEPARTMENT.name):
        own = or_(own, Deadline.department_id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))
    return own


def may_read(actor: Actor, subject: str) -> bool:
    """Whether the thing that a deadline is about tells this actor by when it is due and why, whoever is responsible.

    Hook `may_see_deadline(actor, subject) -> bool | None`, None for subjects of others.
    """
    return any(ask(actor, subject) for ask in registry.hooked("may_see_deadline"))


def knows_of(deadline_id: int, actor: Actor, desk: Desk) -> bool:
    """Whether this actor may know of one deadline, as its own page and what hangs on it ask (O-07)."""
    seen = case((visible(actor, desk), 1), else_=0)
    row = db.session.execute(select(Deadline.subject, seen).where(Deadline.id == deadline_id)).one_or_none()
    return row is not None and (bool(row[1]) or may_read(actor, row[0]))


def may_manage(actor: Actor, department_id: int | None) -> bool:
    """Whether this actor may pause, resume and hand on a deadline of this department; of none, whoever sees all."""
    if actor.has_every_right or department_id is None:
        return actor.may(PAUSE.name) and actor.may(SEE_ALL.name)
    return department_id in actor.departments(PAUSE.name)


def may_receive(actor: Actor, desk: Desk, step: DeadlineStep) -> bool:
    """Whether this actor may sign for an urging slip: whom it went to, who stands in for him, of a role who sees it."""
    return actor.has_every_right or step.staff_id is None or step.staff_id in desk.people


def _reminded(desk: Desk) -> Any:
    number = cast(func.substr(Task.subject, AFTER_KIND), Integer)
    return select(number).where(Task.kind.in_((STEP.key, SLIP.key)), is_for(desk.people))
