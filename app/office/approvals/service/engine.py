"""The way of a request through its steps: opening them, counting voices, ending it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.domain.actor import Actor
from app.office.approvals.feature import DECIDED_ALONE, GRANTED
from app.office.approvals.kinds import matter_of
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalStep, ApprovalVoice
from app.office.approvals.queries_people import people_today
from app.office.approvals.rules import COUNTED, GIVEN, GONE, WAITING, People, is_decided, seated, states_of
from app.office.approvals.service.asking import (
    asker_of,
    call,
    fit_tasks,
    let_go,
    new_seat,
    plan_of,
    seats_of,
    steps_of,
)
from app.office.approvals.service.telling import speak, subject_of, tell
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work

RUNNING = ("waiting", "asked")


def advance(approval: Approval, *, by: Actor, people: People | None = None) -> None:
    """Open one step after the other until somebody is asked; end the request where none is left."""
    people = people or people_today()
    for step in steps_of(approval.id):
        if step.state == "coming":
            open_step(approval, step, people)
        if step.state == "open" and not is_done(approval, step, by=by):
            fit_tasks(approval, by=by)
            return
    alone = all(step.state == "passed" for step in steps_of(approval.id))
    tell(DECIDED_ALONE if alone else GRANTED, approval)
    end(approval, "approved", by=by)


def open_step(approval: Approval, step: ApprovalStep, people: People) -> None:
    """Seat whom the step asks; where nobody but the submitter could decide it is passed, and says so."""
    work = current_work()
    step.state, step.opened_at = "open", work.at
    found = seated(plan_of(step), asker_of(approval), people)
    work.session.add_all(new_seat(approval, step, seat, place) for place, seat in enumerate(found, start=1))
    work.session.flush()


def is_done(approval: Approval, step: ApprovalStep, *, by: Actor) -> bool:
    """Count the voices of an open step and ask whose turn it is; True where the step is decided (A-11)."""
    seats = seats_of(step.id)
    if not seats:
        speak(approval, "own", step_id=step.id, staff_id=approval.submitter_id, by_id=approval.submitter_id)
        return _over(step, "passed")
    states = states_of(step.mode, [(seat.acting_id, seat.state == GIVEN) for seat in seats], _spoken(approval.id))
    if is_decided(step.mode, states):
        _count(approval, step, [seat for seat, state in zip(seats, states, strict=True) if state == COUNTED], by)
        let_go(seats, GONE, by=by)
        return _over(step, "approved")
    for seat, state in zip(seats, states, strict=True):
        if state == COUNTED:
            _count(approval, step, [seat], by)
        elif state == WAITING != seat.state:
            call(approval, seat, by=by)
        elif state != seat.state:
            let_go([seat], state, by=by)
    return False


def end(approval: Approval, state: str, *, by: Actor) -> None:
    """End a request and tell whoever waits for it: the hook `settled` of its matter, in the same unit."""
    work = current_work()
    approval.state, approval.ended_at = state, work.at
    for step in steps_of(approval.id):
        if step.state in ("open", "coming"):
            let_go(seats_of(step.id), GONE, by=by)
            _over(step, "refused" if state == "refused" and step.state == "open" else "ended")
    close_tasks(subject_of(approval.id), outcome="cancelled", by=by)
    work.session.flush()
    settled = matter_of(approval.matter).settled
    if settled is not None:
        settled(approval)


def _count(approval: Approval, step: ApprovalStep, seats: Collection[ApprovalSeat], by: Actor) -> None:
    """Count the voices of people who have approved this request before."""
    for seat in seats:
        speak(approval, COUNTED, step_id=step.id, staff_id=seat.staff_id, by_id=seat.acting_id)
        let_go([seat], GIVEN, by=by)


def _over(step: ApprovalStep, state: str) -> bool:
    step.state, step.ended_at = state, current_work().at
    current_work().session.flush()
    return True


def _spoken(approval_id: int) -> Collection[int]:
    """Who has approved this request in person."""
    said = select(ApprovalVoice.by_id).where(ApprovalVoice.approval_id == approval_id, ApprovalVoice.said == "approve")
    return {one for one in current_work().session.scalars(said.order_by(ApprovalVoice.id)) if one is not None}
