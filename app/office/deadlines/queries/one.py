"""One deadline with everything that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.deadlines.models import Deadline, DeadlineExtension, DeadlinePause, DeadlineStep
from app.office.deadlines.queries.days import Cell, weeks_of
from app.office.deadlines.queries.desk import may_manage, visible
from app.office.deadlines.queries.facts import Known, calendar_for, known_of
from app.office.deadlines.queries.lists import Line, line_of, stages_of
from app.office.deadlines.rules import Planned, due_of, plan
from app.office.deadlines.tasks import STEP
from app.office.deadlines.words import subject_of
from app.office.staff.models import Staff
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import Desk, is_for
from app.office.tasks.rules import OPEN


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: planned, and fired with whom it reached where it has."""

    days: int
    addressee: str
    slip: bool
    planned_on: date
    fired: DeadlineStep | None
    person: str | None


@dataclass(frozen=True, slots=True)
class One:
    """A deadline on its own page, with what its reader may do.

    `unknown_years` are years that count without known holidays; `reminded` tells that a reminder waits for the reader.
    """

    deadline: Deadline
    line: Line
    known: Known
    pauses: Sequence[DeadlinePause]
    extensions: Sequence[DeadlineExtension]
    steps: Sequence[Step]
    weeks: Sequence[Sequence[Cell]]
    unknown_years: Sequence[int]
    whole: Line | None
    stages: Sequence[Line]
    may_manage: bool
    is_own: bool
    reminded: bool


def one(deadline_id: int, actor: Actor, desk: Desk) -> One:
    """One deadline with its facts, its ladder and its days. Raises NoResultFound for what the actor may not know of."""
    query = select(Deadline).where(Deadline.id == deadline_id, visible(actor, desk))
    row = db.session.scalars(query.execution_options(populate_existing=True)).one()
    line = line_of(deadline_id)
    [known] = known_of([deadline_id])
    if line is None:
        raise NoResultFound(deadline_id)
    days = calendar_for([known])
    pauses = select(DeadlinePause).where(DeadlinePause.deadline_id == deadline_id).order_by(DeadlinePause.id)
    extensions = select(DeadlineExtension).where(DeadlineExtension.deadline_id == deadline_id)
    stood_still = db.session.scalars(pauses).all()
    return One(
        deadline=row,
        line=line,
        known=known,
        pauses=stood_still,
        extensions=db.session.scalars(extensions.order_by(DeadlineExtension.id)).all(),
        steps=_steps(row, known, days),
        weeks=weeks_of(row, known, stood_still, days),
        unknown_years=_unknown_years(known, row, days),
        whole=line_of(row.parent_id) if row.parent_id else None,
        stages=stages_of(deadline_id),
        may_manage=may_manage(actor, row.department_id),
        is_own=row.staff_id is not None and row.staff_id in desk.people,
        reminded=_is_reminded(deadline_id, desk),
    )


def _is_reminded(deadline_id: int, desk: Desk) -> bool:
    """Whether a reminder of this deadline waits at this desk."""
    waiting = (Task.subject == subject_of(deadline_id)) & (Task.kind == STEP.key) & (Task.state == OPEN)
    query = select(Task.id).where(waiting, is_for(desk.people)).limit(1)
    return bool(desk.people) and db.session.scalars(query).first() is not None


def _unknown_years(known: Known, row: Deadline, days: Calendar) -> list[int]:
    last = row.due_on if known.facts.unit is Unit.WORKING else row.started_on
    return [year for year in range(known.facts.arrived.year, last.year + 1) if year not in days.known_years]


def _steps(row: Deadline, known: Known, days: Calendar) -> list[Step]:
    """What has fired, and what of this round is to come."""
    query = select(DeadlineStep, Staff.name).outerjoin(Staff, Staff.id == DeadlineStep.staff_id)
    rows = db.session.execute(query.where(DeadlineStep.deadline_id == row.id).order_by(DeadlineStep.id))
    fired = [Step(s.days, s.addressee, s.number is not None, s.planned_on, s, name) for s, name in rows]
    if row.stopped_on is not None:
        return fired
    due_on = due_of(known.facts, days, clock.today())
    coming = (one for one in plan(known.facts, due_on, known.ladder, days) if _is_coming(one, known))
    return [*fired, *(Step(p.rung.days, p.rung.addressee, p.rung.slip, p.day, None, None) for p in coming)]


def _is_coming(planned: Planned, known: Known) -> bool:
    return (planned.rung.days, planned.rung.addressee) not in known.fired
