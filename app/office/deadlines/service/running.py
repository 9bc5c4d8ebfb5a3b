"""Starting and stopping deadlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.feature import DROPPED, KEPT, MISSED, STARTED
from app.office.deadlines.kinds import DeadlineRule, Term, rule_of, tell_stopped
from app.office.deadlines.models import Deadline, DeadlinePause
from app.office.deadlines.queries.facts import Known, calendar_for, known, ladders_of, working_days
from app.office.deadlines.rules import Facts, arrival, outcome_of, project
from app.office.deadlines.service.projecting import deed_of, write
from app.office.deadlines.tasks import DUE
from app.office.deadlines.words import page_of, subject_of, what
from app.office.history.service import record, record_many
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks_of, open_task
from app.office.tasks.service.opening import plain_facts
from app.unit_of_work import current_work, unit_of_work

DEEDS = {"kept": KEPT, "late": MISSED, "dropped": DROPPED}


def start_deadline(
    rule_key: str,
    subject: str,
    *,
    arrived_at: datetime,
    facts: Mapping[str, Any],
    url: str,
    staff_id: int | None = None,
    department_id: int | None = None,
    customer_id: int | None = None,
    parent_id: int | None = None,
    term: Term | None = None,
    by: Actor,
) -> Deadline:
    """Set a deadline by a rule (O-02), whose term of the day of the start holds for good unless `term` gives another.

    `facts` go into the rule's sentence; the work is done at `url`, the page of the deadline where it is empty, as it is
    its own subject where there is no other. With a person it opens a task for him. Without a department it is that of
    the person.
    """
    rule = rule_of(rule_key)
    with unit_of_work(by=by) as work:
        row = Deadline(rule=rule.key, subject=subject, facts=plain_facts(facts), url=url, made_by=by.name)
        row.staff_id, row.customer_id, row.parent_id = staff_id, customer_id, parent_id
        row.department_id = department_id or home_of(staff_id)
        _count(row, rule, arrived_at, term)
        work.session.add(row)
        work.session.flush()
        row.url, row.subject = url or page_of(row.id), subject or subject_of(row.id)
        open_due_task(row, rule, by)
        about = {"what": what(rule, row.facts), "due": row.due_on}
        record(STARTED, subject_of(row.id), customer_id=customer_id, facts=about)
        work.session.flush()
    return row


def stop_deadlines(
    subject: str, *, rule: str | None = None, at: datetime | None = None, outcome: str | None = None, by: Actor
) -> int:
    """Stop what runs about a thing because it was done at `at` (now), or with the outcome "dropped"; return how many.

    Raises Refused while a stage of one of them runs that is not stopped with it (O-02).
    """
    condition = (Deadline.subject == subject) & Deadline.stopped_on.is_(None)
    with unit_of_work(by=by):
        found = known(condition & (Deadline.rule == rule) if rule else condition, lock=True)
        _stop(found, at, outcome, by)
    return len(found)


def stop_deadline(deadline_id: int, *, at: datetime | None = None, outcome: str | None = None, by: Actor) -> None:
    """Stop one deadline, as `stop_deadlines` does. Raises Conflict where it was stopped before."""
    with unit_of_work(by=by):
        found = known((Deadline.id == deadline_id) & Deadline.stopped_on.is_(None), lock=True)
        if not found:
            raise Conflict(Text("This deadline was stopped before."))
        _stop(found, at, outcome, by)


def open_due_task(row: Any, rule: DeadlineRule, by: Actor) -> None:
    """Give the deadline to its person as a task that is due with it, unless the work brings its own."""
    if row.staff_id is not None and rule.opens_task:
        open_task(
            DUE,
            subject_of(row.id),
            facts={"what": what(rule, row.facts)},
            url=row.url,
            to=Party(staff_id=row.staff_id),
            due_on=row.due_on,
            customer_id=row.customer_id,
            department_id=row.department_id,
            by=by,
        )


def home_of(staff_id: int | None) -> int | None:
    """The department of a person."""
    return current_work().session.scalar(select(Staff.department_id).where(Staff.id == staff_id))


def _count(row: Deadline, rule: DeadlineRule, arrived_at: datetime, term: Term | None) -> None:
    """Fill in what follows from the rule and the arrival."""
    arrived = clock.local(arrived_at)
    days = working_days(arrived.date())
    came = arrival(rule, arrived, days)
    given = term or rule.term(came.day)
    facts = Facts(arrived, came.late, rule.counts_arrival, given.n, given.unit)
    row.arrived_at, row.late = arrived_at, came.late
    row.term, row.unit, row.term_from = given.n, given.unit.value, given.since
    ladder = ladders_of([rule])[rule.key]
    for name, value in asdict(project(facts, ladder, (), days, clock.today())).items():
        setattr(row, name, value)


def _stop(found: Sequence[Known], at: datetime | None, outcome: str | None, by: Actor) -> None:
    _refuse_open_stages(found)
    work = current_work()
    moment = clock.local(at or work.at)
    ids = [one.row.id for one in found]
    _end_pauses(ids, moment.date())
    days = calendar_for(found)
    ended = []
    for one in known(Deadline.id.in_(ids)):
        due_on = one.projected(days, moment.date()).due_on
        ended.append((one, due_on, outcome or outcome_of(moment, due_on, days)))
    write(_stopped(one, due_on, result, moment) for one, due_on, result in ended)
    close_tasks_of([subject_of(one) for one in ids], outcome="cancelled" if outcome == "dropped" else "done", by=by)
    for name, action in DEEDS.items():
        record_many(action, [deed_of(one, due=due_on) for one, due_on, result in ended if result == name])
    tell_stopped(ids, by=by)


def _stopped(one: Known, due_on: date, outcome: str, moment: datetime) -> dict[str, Any]:
    return {
        "id": one.row.id,
        "due_on": due_on,
        "stopped_at": moment,
        "stopped_on": moment.date(),
        "outcome": outcome,
        "warn_on": None,
        "paused": False,
        "version": one.row.version + 1,
    }


def _end_pauses(ids: Sequence[int], on: date) -> None:
    work = current_work()
    lasting = select(DeadlinePause).where(DeadlinePause.deadline_id.in_(ids), DeadlinePause.ended_on.is_(None))
    for pause in work.session.scalars(lasting.order_by(DeadlinePause.id)):
        pause.ended_on, pause.ended_by = max(on, pause.began_on), work.by.name
    work.session.flush()


def _refuse_open_stages(found: Sequence[Known]) -> None:
    ids = [one.row.id for one in found]
    stages = select(Deadline.id).where(
        Deadline.parent_id.in_(ids), Deadline.stopped_on.is_(None), Deadline.id.not_in(ids)
    )
    if current_work().session.scalars(stages.order_by(Deadline.id).limit(1)).first() is not None:
        raise Refused(Text("A stage of this deadline still runs. Stop its stages first."))
