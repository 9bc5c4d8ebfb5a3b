"""Tracking a failure to its end (跟踪记录, K-75, K-77, K-79)."""

from __future__ import annotations

from datetime import datetime

from app.complaints.failures import feature as actions
from app.complaints.failures import rules
from app.complaints.failures.deadlines import REPORT, SLIP
from app.complaints.failures.queries import analyst_of, page_url, seat, subject_of
from app.complaints.failures.service.changing import Change, changed_by, write_note
from app.complaints.failures.service.reporting import start_slip
from app.complaints.failures.tasks import TOLD, TRACK
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.tasks.queries.desk import desk_of
from app.office.tasks.service import close_tasks
from app.unit_of_work import unit_of_work


def note(failure_id: int, words: str, told: str | None = None, *, by: Actor) -> None:
    """Note how it goes, or whom one told what: of the office or the customer (K-75, K-79).

    Notes do not stand in each other's way: no version. Raises NoResultFound, and Refused without words.
    """
    if not words.strip():
        raise Refused(Text("Please say what happens, or what you told."), field="words")
    with changed_by(failure_id, None, rules.NOTE, by=by) as change:
        kind = rules.TOLD if told else rules.PROGRESS
        _goes_on(change)
        write_note(failure_id, kind, words.strip(), told=told)
        change.recorded(actions.NOTED, inside=True, what=rules.short(words))


def take_note(failure_id: int, *, by: Actor) -> None:
    """Take note of a failure, oneself or for whom one stands in for. Raises NoResultFound, Refused where not told."""
    with unit_of_work(by=by) as work:
        one = seat(failure_id, by).failure
        if not sum(close_tasks(subject_of(one.id), kind=TOLD, staff_id=who, by=by) for who in desk_of(by).people):
            raise Refused(Text("No report of this failure waits for you."))
        _goes_on(Change(work, one))
        write_note(one.id, rules.NOTED)
        facts = {"number": one.number, "what": Text(rules.NOTES[rules.NOTED])}
        record(actions.NOTED, subject_of(one.id), customer_id=one.customer_id, facts=facts)


def end(
    failure_id: int, version: int, ended_at: datetime, words: str, *, solved_first: bool = False, by: Actor
) -> None:
    """Say that a failure is over (K-76): the time for the report begins, that for the slip where it is owed (K-77).

    Raises NoResultFound, Conflict, and Refused for a moment that cannot be.
    """
    with changed_by(failure_id, version, rules.END, by=by) as change:
        one, owed = change.failure, solved_first and not change.failure.solved_first
        rules.check_end(one.happened_at, ended_at, change.work.at)
        change.to(state=rules.ENDED, ended_at=ended_at, solved_first=one.solved_first or solved_first)
        write_note(one.id, rules.OVER, words.strip())
        for kind in (TRACK, TOLD):
            close_tasks(change.subject, kind=kind, by=by)
        if owed:
            start_slip(one, by.staff_id, by=by)
        _start_report(change, ended_at, by)
        change.recorded(actions.ENDED)


def record_slip(failure_id: int, version: int, number: str, *, by: Actor) -> None:
    """Record the number of the contact slip that has followed (工作联络单, K-77). Raises Refused, Conflict."""
    if not number.strip():
        raise Refused(Text("Type the number of the slip."), field="number")
    with changed_by(failure_id, version, rules.SLIP, by=by) as change:
        change.to(slip_number=number.strip().upper())
        stop_deadlines(change.subject, rule=SLIP, by=by)
        change.recorded(actions.SLIP_FOLLOWED, slip=change.failure.slip_number)


def _goes_on(change: Change) -> None:
    if change.failure.state == rules.REPORTED:
        change.to(state=rules.RUNNING)


def _start_report(change: Change, ended_at: datetime, by: Actor) -> None:
    one = change.failure
    start_deadline(
        REPORT,
        change.subject,
        arrived_at=ended_at,
        facts={"number": one.number},
        url=page_url(one.id),
        staff_id=analyst_of(one),
        customer_id=one.customer_id,
        by=by,
    )
