"""Pausing, extending and handing on deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.feature import EXTENDED, HANDED, PAUSED, RESUMED, TERM_CHANGED
from app.office.deadlines.kinds import Term
from app.office.deadlines.models import Deadline, DeadlineExtension, DeadlinePause
from app.office.deadlines.queries.facts import Known, known_of
from app.office.deadlines.rules import most_extra_left
from app.office.deadlines.service.projecting import facts_of, store, write
from app.office.deadlines.service.running import home_of, open_due_task
from app.office.deadlines.tasks import DUE, STEP
from app.office.deadlines.words import UNITS, subject_of
from app.office.history.service import record
from app.office.staff.models import Staff
from app.office.tasks.service import close_tasks
from app.office.tasks.service.opening import plain_facts
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action


def pause_deadline(deadline_id: int, cause: str, *, by: Actor) -> None:
    """Let a deadline stand still from today on, with the cause (中止) (O-02).

    Raises Refused where it stands still, or is overdue: then a pause would move nothing.
    """
    with unit_of_work(by=by) as work:
        one = held(deadline_id)
        if one.row.paused:
            raise Conflict(Text("This deadline stands still already."))
        if one.row.due_on < clock.today():
            raise Refused(Text("This deadline is overdue: a pause would move nothing. Ask for an extension."))
        pause = DeadlinePause(deadline_id=deadline_id, began_on=clock.today(), cause=cause, began_by=by.name)
        work.session.add(pause)
        work.session.flush()
        _changed(one, PAUSED, reason=cause)


def resume_deadline(deadline_id: int, *, by: Actor) -> None:
    """Let a deadline run again from today on (O-02). Raises Conflict where it does not stand still."""
    with unit_of_work(by=by) as work:
        one = held(deadline_id)
        lasting = (DeadlinePause.deadline_id == deadline_id) & DeadlinePause.ended_on.is_(None)
        ended = update(DeadlinePause).where(lasting).values(ended_on=clock.today(), ended_by=by.name)
        if not work.session.execute(ended).rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("This deadline does not stand still."))
        _changed(one, RESUMED)


def extend_deadline(
    deadline_id: int, *, extra: int, reason: str, approval_id: int | None, approved_by: str, by: Actor
) -> None:
    """Give a deadline `extra` units more, as approved (延期) (O-02): its ladder begins anew.

    Raises Refused above what its rule allows in all, Conflict where it is stopped or the approval was used before.
    """
    with unit_of_work(by=by) as work:
        one = held(deadline_id)
        left = most_extra_left(one.rule, one.facts.extra)
        if not 0 < extra <= left:
            most = _long(left, one.row.unit)
            raise Refused(Text("It can be extended by at most %(most)s.", most=most), field="extra")
        _refuse_used(approval_id)
        work.session.add(
            DeadlineExtension(
                deadline_id=deadline_id,
                extra=extra,
                reason=reason,
                approval_id=approval_id,
                approved_by=approved_by,
                at=work.at,
            )
        )
        work.session.flush()
        write([{"id": deadline_id, "round": one.row.round + 1}])
        close_tasks(subject_of(deadline_id), outcome="cancelled", kind=STEP, by=by)
        _changed(one, EXTENDED, reason=reason, extra=_long(extra, one.row.unit))


def change_term(
    deadline_id: int, term: Term, *, reason: str, facts: Mapping[str, Any] | None = None, by: Actor
) -> None:
    """Let another term hold from the same start on, such as after a change of severity (O-02).

    Pauses and extensions stay, and steps that have fired do not fire again; `facts` change what is said of it. Raises
    Conflict where it is stopped.
    """
    with unit_of_work(by=by):
        one = held(deadline_id)
        said = {**one.row.facts, **plain_facts(facts or {})}
        changed = {"term": term.n, "unit": term.unit.value, "term_from": term.since, "facts": said}
        write([{"id": deadline_id, **changed}])
        before, after = _long(one.row.term, one.row.unit), _long(term.n, term.unit.value)
        _changed(one, TERM_CHANGED, reason=reason, before=before, after=after)


def hand_deadline(deadline_id: int, staff_id: int, *, by: Actor) -> None:
    """Make another person responsible, and with him his department (O-02). Raises Refused for one who has left."""
    with unit_of_work(by=by) as work:
        one = held(deadline_id)
        person = work.session.get(Staff, staff_id)
        if person is None or not person.active:
            raise Refused(Text("This person does not work here any more."), field="staff")
        close_tasks(subject_of(deadline_id), outcome="cancelled", kind=DUE, by=by)
        write([{"id": deadline_id, "staff_id": staff_id, "department_id": home_of(staff_id) or one.row.department_id}])
        _changed(one, HANDED, name=person.name)
        open_due_task(known_of([deadline_id])[0].row, one.rule, by)


def held(deadline_id: int) -> Known:
    """A deadline that runs, kept from others until the commit. Raises Conflict where it is stopped."""
    found = [one for one in known_of([deadline_id], lock=True) if one.row.stopped_on is None]
    if not found:
        raise Conflict(Text("This deadline was stopped before."))
    return found[0]


def _changed(one: Known, action: Action, *, reason: str | None = None, **more: Any) -> None:
    """Work the deadline out anew after its facts changed, and record the deed."""
    deadline_id = one.row.id
    write([{"id": deadline_id, "version": one.row.version + 1}])
    store(known_of([deadline_id]))
    session = current_work().session
    due_on = session.scalars(select(Deadline.due_on).where(Deadline.id == deadline_id)).one()
    about = facts_of(one, due=due_on, **more)
    record(action, subject_of(deadline_id), customer_id=one.row.customer_id, facts=about, reason=reason)


def _long(n: int, unit: str) -> Text:
    return Text("%(n)s (%(unit)s)", n=n, unit=Text(UNITS[unit]))


def _refuse_used(approval_id: int | None) -> None:
    used = select(DeadlineExtension.id).where(DeadlineExtension.approval_id == approval_id)
    if approval_id is not None and current_work().session.scalar(used) is not None:
        raise Conflict(Text("This approval has extended a deadline before."))
