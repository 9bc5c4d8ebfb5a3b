"""One deadline with everything that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.deadlines.models import DeadlineExtension, DeadlinePause, DeadlineStep
from app.office.deadlines.queries.days import Cell, weeks_of
from app.office.deadlines.queries.desk import may_manage, may_read
from app.office.deadlines.queries.facts import Known, known_from, law, working_days
from app.office.deadlines.queries.lists import Line, family_of, lines
from app.office.deadlines.rules import due_of, plan
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

    deadline: Row[Any]
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
    family = family_of(deadline_id, actor, desk)
    row = next((row for row in family if row.id == deadline_id), None)
    if row is None or not (row.seen or may_read(actor, row.subject)):
        raise NoResultFound(deadline_id)
    under, pauses, extensions, fired = law(), *_of(deadline_id)
    known = known_from(row, under, pauses, extensions, [step.fired for step in fired])
    days = working_days(min(known.facts.arrived.date(), *(row.due_on for row in family)))
    told = dict(zip((row.id for row in family), lines(family, under.rules, days), strict=True))
    return One(
        deadline=row,
        line=told[deadline_id],
        known=known,
        pauses=pauses,
        extensions=extensions,
        steps=[*fired, *_coming(known, days)],
        weeks=weeks_of(known, pauses, days),
        unknown_years=_unknown_years(known, days),
        whole=told.get(row.parent_id),
        stages=[told[stage.id] for stage in family if stage.parent_id == deadline_id],
        may_manage=may_manage(actor, row.department_id),
        is_own=row.staff_id is not None and row.staff_id in desk.people,
        reminded=bool(fired) and _is_reminded(deadline_id, desk),
    )


def _of(deadline_id: int) -> tuple[Sequence[DeadlinePause], Sequence[DeadlineExtension], Sequence[Step]]:
    """The pauses, the extensions and the fired steps of a deadline, each in their order."""
    pauses = select(DeadlinePause).where(DeadlinePause.deadline_id == deadline_id).order_by(DeadlinePause.id)
    extensions = select(DeadlineExtension).where(DeadlineExtension.deadline_id == deadline_id)
    steps = select(DeadlineStep, Staff.name).outerjoin(Staff, Staff.id == DeadlineStep.staff_id)
    rows = db.session.execute(steps.where(DeadlineStep.deadline_id == deadline_id).order_by(DeadlineStep.id))
    return (
        db.session.scalars(pauses).all(),
        db.session.scalars(extensions.order_by(DeadlineExtension.id)).all(),
        [Step(s.days, s.addressee, s.number is not None, s.planned_on, s, name) for s, name in rows],
    )


def _coming(known: Known, days: Calendar) -> list[Step]:
    """What of this round is to come; nothing once it is stopped."""
    if known.row.stopped_on is not None:
        return []
    due_on = due_of(known.facts, days, clock.today())
    planned = plan(known.facts, due_on, known.ladder, days)
    coming = [one for one in planned if (one.rung.days, one.rung.addressee) not in known.fired]
    return [Step(one.rung.days, one.rung.addressee, one.rung.slip, one.day, None, None) for one in coming]


def _is_reminded(deadline_id: int, desk: Desk) -> bool:
    """Whether a reminder of this deadline waits at this desk."""
    waiting = (Task.subject == subject_of(deadline_id)) & (Task.kind == STEP.key) & (Task.state == OPEN)
    query = select(Task.id).where(waiting, is_for(desk.people)).limit(1)
    return bool(desk.people) and db.session.scalars(query).first() is not None


def _unknown_years(known: Known, days: Calendar) -> list[int]:
    last = known.row.due_on if known.facts.unit is Unit.WORKING else known.row.started_on
    return [year for year in range(known.facts.arrived.year, last.year + 1) if year not in days.known_years]
