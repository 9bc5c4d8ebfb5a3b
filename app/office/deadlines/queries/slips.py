"""Urging slips."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.deadlines import Unit, days_left
from app.domain.text import Text
from app.extensions import db
from app.office.deadlines.kinds import rule_of
from app.office.deadlines.models import Deadline, DeadlineStep
from app.office.deadlines.queries.desk import may_read, may_receive, visible
from app.office.deadlines.queries.facts import working_days
from app.office.deadlines.words import what
from app.office.staff.models import Department, Staff
from app.office.tasks.queries.desk import Desk


@dataclass(frozen=True, slots=True)
class Slip:
    """An urging slip (催办单, F-75): the step that fired, the deadline, to whom, and how often it was urged by then.

    `days_late` are counted on the day on which it was issued, in the unit of the deadline. `stage_of` is what the whole
    is about, of which the deadline is a stage.
    """

    step: DeadlineStep
    deadline: Deadline
    what: Text
    rule: Text
    stage_of: Text | None
    to: str | None
    responsible: str | None
    department: str | None
    days_late: int
    count: int
    may_receive: bool


def slip(step_id: int, actor: Actor, desk: Desk) -> Slip:
    """One urging slip. Raises NoResultFound for what this actor may not know of (K-28)."""
    step, row, seen = _stored(step_id, actor, desk)
    rule = rule_of(row.rule)
    fired_on = clock.local(step.fired_at).date()
    left = days_left(fired_on, step.due_on, Unit(row.unit), working_days(min(step.due_on, fired_on)))
    return Slip(
        step=step,
        deadline=row,
        what=what(rule, row.facts),
        rule=rule.label,
        stage_of=_whole(row),
        to=_name(step.staff_id),
        responsible=_name(row.staff_id),
        department=_department(row.department_id),
        days_late=max(0, -left),
        count=_count(step),
        may_receive=seen and step.received_at is None and may_receive(actor, desk, step),
    )


def _stored(step_id: int, actor: Actor, desk: Desk) -> tuple[DeadlineStep, Deadline, bool]:
    """The step and its deadline, and whether this actor knows of it himself, not only through what it is about."""
    known = case((visible(actor, desk), 1), else_=0)
    query = select(DeadlineStep, Deadline, known).join(Deadline, Deadline.id == DeadlineStep.deadline_id)
    numbered = query.where(DeadlineStep.id == step_id, DeadlineStep.number.is_not(None))
    step, row, seen = db.session.execute(numbered.execution_options(populate_existing=True)).one()
    if not (seen or may_read(actor, row.subject)):
        raise NoResultFound(step_id)
    return step, row, bool(seen)


def _whole(row: Deadline) -> Text | None:
    whole = db.session.get(Deadline, row.parent_id) if row.parent_id else None
    return what(rule_of(whole.rule), whole.facts) if whole else None


def _count(step: DeadlineStep) -> int:
    query = select(func.count()).where(
        DeadlineStep.deadline_id == step.deadline_id, DeadlineStep.number.is_not(None), DeadlineStep.id <= step.id
    )
    return db.session.scalar(query) or 0


def _name(staff_id: int | None) -> str | None:
    return db.session.scalar(select(Staff.name).where(Staff.id == staff_id))


def _department(department_id: int | None) -> str | None:
    return db.session.scalar(select(Department.name).where(Department.id == department_id))
