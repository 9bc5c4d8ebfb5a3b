"""Firing the steps of ladders: each once, in office hours only, also those missed while the program stood still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.columns import table_of
from app.domain.actor import Actor, job
from app.domain.text import Text
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.calendar.queries import calendar
from app.office.deadlines.addressees import People, party_of, people_on
from app.office.deadlines.feature import STEP_FIRED
from app.office.deadlines.models import Deadline, DeadlineStep
from app.office.deadlines.queries.facts import Known, Law, known_of, law, working_days
from app.office.deadlines.rules import Planned, due_of, due_steps, is_open_now, plan, slip_number
from app.office.deadlines.service.projecting import deed_of, store
from app.office.deadlines.service.reminders import end_tasks
from app.office.deadlines.tasks import SLIP, STEP
from app.office.deadlines.words import addressee_name, page_of, slip_page_of, subject_of, what
from app.office.history.service import record_many
from app.office.numbering.service import take_numbers
from app.office.staff.models import Staff
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.models import Task
from app.office.tasks.rules import OPEN
from app.office.tasks.service.opening import open_tasks, reminders
from app.unit_of_work import current_work, in_short_units

LADDER = job("deadlines")
NUMBERS = "urging_slip"
KEY = ("deadline_id", "round", "days", "addressee")
FEW = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A step that fires now: of which deadline, as planned, due when, to whom; `id` and `number` once it is stored."""

    known: Known
    planned: Planned
    due_on: date
    to: Party
    id: int = 0
    number: str | None = None

    @property
    def key(self) -> tuple[int, int, int, str]:
        """What may be stored only once."""
        row, rung = self.known.row, self.planned.rung
        return row.id, row.round, rung.days, rung.addressee


@dataclass(frozen=True, slots=True)
class Office:
    """What holds for all steps that fire now: the day, the calendar, who is here, the rules and ladders.

    `remind` grows: the days on which tasks are brought to mind, by due day.
    """

    today: date
    days: Calendar
    people: People
    under: Law
    remind: dict[date | None, date] = field(default_factory=dict)


def fire_steps(*, by: Actor = LADDER) -> int:
    """Fire every step whose day has come, if the office works now; return how many (O-02, K-28).

    Two that do this at once, and a second one after the first, fire nothing twice.
    """
    moment = clock.local(clock.now())
    if not is_open_now(moment, calendar(moment.year, moment.year)):
        return 0
    ids = waiting(moment.date())
    if not ids:
        return 0
    office, fired = _office(moment.date()), list[int]()
    in_short_units(ids, lambda part: fired.append(_fire(part, office, by)), by=by, first=FEW)
    return sum(fired)


def waiting(today: date) -> list[int]:
    """The deadlines of which a step is to fire today or was to fire before."""
    running = (Deadline.stopped_on.is_(None), Deadline.paused.is_(False), Deadline.warn_on <= today)
    found = list(db.session.scalars(select(Deadline.id).where(*running).order_by(Deadline.id)))
    db.session.rollback()
    return found


def _office(today: date) -> Office:
    first = db.session.scalar(select(func.min(Deadline.arrived_at)).where(Deadline.stopped_on.is_(None)))
    days = working_days(clock.local(first or clock.now()).date())
    office = Office(today, days, people_on(today), law())
    db.session.rollback()
    return office


def _fire(ids: Sequence[int], office: Office, by: Actor) -> int:
    found = known_of(ids, lock=True, under=office.under)
    found = [one for one in found if one.row.stopped_on is None and not one.row.paused]
    steps = _steps(found, office)
    fired = _numbered(_stored(steps, office.today), office.today)
    _tell(fired, office, by)
    store([_with(one, steps) for one in found], office.days)
    return len(fired)


def _steps(found: Sequence[Known], office: Office) -> list[Step]:
    """What is to fire now, by deadline."""
    steps = []
    for one in found:
        due_on = due_of(one.facts, office.days, office.today)
        for planned in due_steps(plan(one.facts, due_on, one.ladder, office.days), one.fired, office.today):
            steps.append(Step(one, planned, due_on, _party(one, planned, office.people)))
    return steps


def _with(one: Known, steps: Iterable[Step]) -> Known:
    """The deadline with the steps that have fired by now, whoever fired them."""
    new = {(step.planned.rung.days, step.planned.rung.addressee) for step in steps if step.known is one}
    return replace(one, fired=one.fired | new)


def _party(one: Known, planned: Planned, people: People) -> Party:
    return party_of(planned.rung.addressee, one.row.staff_id, one.row.department_id, people)


def _stored(steps: Sequence[Step], today: date) -> list[Step]:
    """Store the steps; only those that nobody stored before come back."""
    work = current_work()
    rows = [_row(one, today) for one in steps]
    if not rows:
        return []
    dialect: Any = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    table = table_of(DeadlineStep)
    new = dialect.insert(table).on_conflict_do_nothing().returning(*(table.c[name] for name in ("id", *KEY)))
    ids = {tuple(row[1:]): row[0] for row in work.session.execute(new, rows)}
    return [replace(one, id=ids[one.key]) for one in steps if one.key in ids]


def _numbered(steps: Sequence[Step], today: date) -> list[Step]:
    """Give the urging slips among the stored steps their numbers (O-04)."""
    slips = [one for one in steps if one.planned.rung.slip]
    if not slips:
        return list(steps)
    numbers = take_numbers(NUMBERS, len(slips), f"{today:%y%m}")
    given = {one.id: slip_number(today, number) for one, number in zip(slips, numbers, strict=True)}
    table = table_of(DeadlineStep)
    numbered = update(table).where(table.c.id == bindparam("step_id")).values(number=bindparam("given"))
    rows = [{"step_id": step_id, "given": number} for step_id, number in given.items()]
    current_work().session.execute(numbered, rows)
    return [replace(one, number=given.get(one.id)) for one in steps]


def _tell(steps: Sequence[Step], office: Office, by: Actor) -> None:
    """Open the tasks of the steps and record them. Of several reminders of one thing a person keeps the last."""
    told = {(one.to.staff_id, one.known.row.id): one for one in steps if one.to.staff_id and not one.number}
    others = [one for one in steps if one.number or not one.to.staff_id]
    _close_reminders(told, by)
    office.remind.update(reminders({one.due_on for one in steps} - office.remind.keys()))
    open_tasks([_task(one) for one in (*told.values(), *others)], remind=office.remind, by=by)
    names = _names(steps)
    record_many(STEP_FIRED, [deed_of(one.known, due=one.due_on, to=_told(one, names)) for one in steps])


def _told(one: Step, names: Mapping[int | None, str]) -> Text | str:
    return names.get(one.to.staff_id) or addressee_name(one.planned.rung.addressee)


def _close_reminders(told: Mapping[tuple[int, int], Step], by: Actor) -> None:
    """Close the reminders that these people had before of these deadlines."""
    again = {(staff_id, subject_of(number)) for (staff_id, number), step in told.items() if step.known.fired}
    subjects = [subject for _, subject in again]
    query = select(Task.id, Task.staff_id, Task.subject).where(Task.kind == STEP.key, Task.state == OPEN)
    rows = current_work().session.execute(query.where(Task.subject.in_(subjects))).all() if again else []
    old = [row.id for row in rows if (row.staff_id, row.subject) in again]
    if old:
        end_tasks(Task.id.in_(old), by)


def _task(one: Step) -> NewTask:
    row = one.known.row
    about = {"what": what(one.known.rule, row.facts), "due": one.due_on, "number": one.number}
    return NewTask(
        SLIP if one.number else STEP,
        subject_of(row.id),
        slip_page_of(one.id) if one.number else page_of(row.id),
        one.to,
        facts=about,
        due_on=one.due_on,
        customer_id=row.customer_id,
        department_id=row.department_id,
    )


def _names(steps: Sequence[Step]) -> dict[int | None, str]:
    people = {one.to.staff_id for one in steps if one.to.staff_id is not None}
    rows = current_work().session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(people)).order_by(Staff.id))
    return {row.id: row.name for row in rows}


def _row(one: Step, today: date) -> dict[str, Any]:
    return {
        **dict(zip(KEY, one.key, strict=True)),
        "planned_on": one.planned.day,
        "fired_at": current_work().at,
        "late": one.planned.day < today,
        "due_on": one.due_on,
        "staff_id": one.to.staff_id,
    }
