"""Asking people for their voices: the seats of a step, with a task for whoever acts and a deadline for each seat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.actor import Actor
from app.office.approvals.deadlines import DECISION
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalStep
from app.office.approvals.rules import COMING, GIVEN, GONE, WAITING, Asker, Seat, StepPlan
from app.office.approvals.service.telling import page_of, subject_of
from app.office.approvals.tasks import DECIDE
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import hand_deadline, start_deadline, stop_deadlines
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.models import Task
from app.office.tasks.rules import WAITING as TO_DO
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work


def steps_of(approval_id: int) -> Sequence[ApprovalStep]:
    """The steps of a request in order."""
    query = select(ApprovalStep).where(ApprovalStep.approval_id == approval_id)
    return current_work().session.scalars(query.order_by(ApprovalStep.place)).all()


def seats_of(step_id: int) -> Sequence[ApprovalSeat]:
    """The seats of a step that are asked or will be or were, in order."""
    query = select(ApprovalSeat).where(ApprovalSeat.step_id == step_id, ApprovalSeat.state != GONE)
    return current_work().session.scalars(query.order_by(ApprovalSeat.place, ApprovalSeat.id)).all()


def plan_of(step: Any) -> StepPlan:
    """A stored step, or a row with its columns, as the rules want it."""
    return StepPlan(
        step.label, step.who, step.position_id, step.role_id, step.staff_id, at_home=step.at_home, mode=step.mode
    )


def asker_of(approval: Approval) -> Asker:
    """Who submitted a request, and of which department it is."""
    return Asker(approval.submitter_id, approval.department_id)


def new_seat(approval: Approval, step: ApprovalStep, seat: Seat, place: int) -> ApprovalSeat:
    """A seat of a step, not asked yet."""
    made = ApprovalSeat(approval_id=approval.id, step_id=step.id, staff_id=seat.staff_id, since=current_work().at)
    made.place, made.acting_id, made.because, made.state = place, seat.acting_id, seat.because, COMING
    return made


def call(approval: Approval, seat: ApprovalSeat, *, by: Actor) -> None:
    """Ask for a voice from now on, by the day that the deadline gives (O-02)."""
    work = current_work()
    started = start_deadline(
        DECISION,
        seat_subject(seat),
        arrived_at=work.at,
        facts={"number": approval.number, "title": approval.title},
        url=page_of(approval.id),
        staff_id=seat.acting_id,
        customer_id=approval.customer_id,
        by=by,
    )
    seat.state, seat.since, seat.due_on = WAITING, work.at, started.due_on


def let_go(seats: Iterable[ApprovalSeat], state: str, *, by: Actor) -> None:
    """Ask these seats no longer, because they have spoken or need not; those that have spoken stay as they are."""
    for seat in seats:
        if seat.state == WAITING:
            stop_deadlines(seat_subject(seat), outcome=None if state == GIVEN else "dropped", by=by)
        if seat.state != GIVEN:
            seat.state = state
    current_work().session.flush()


def hand_over(seat: ApprovalSeat, acting_id: int, *, by: Actor) -> None:
    """Let another person act in a seat; since when it waits and by when does not change."""
    if seat.state == WAITING and acting_id != seat.acting_id:
        running = select(Deadline.id).where(Deadline.subject == seat_subject(seat), Deadline.stopped_on.is_(None))
        for deadline_id in current_work().session.scalars(running.order_by(Deadline.id)).all():
            hand_deadline(deadline_id, acting_id, by=by)
    seat.acting_id = acting_id


def fit_tasks(approval: Approval, *, by: Actor) -> None:
    """Let exactly those have a task whose voice the request waits for (O-11)."""
    wanted = _waited_for(approval) if approval.state == "waiting" else {}
    there = _with_task(approval)
    for staff_id in there - set(wanted):
        close_tasks(subject_of(approval.id), outcome="cancelled", staff_id=staff_id, kind=DECIDE, by=by)
    open_tasks([_task(approval, staff_id, day) for staff_id, day in wanted.items() if staff_id not in there], by=by)


def seat_subject(seat: ApprovalSeat) -> str:
    """What the deadline of a seat calls it."""
    return f"approval_seat:{seat.id}"


def _waited_for(approval: Approval) -> dict[int, date | None]:
    """Who is asked now, and by when."""
    query = select(ApprovalSeat.acting_id, ApprovalSeat.due_on).where(
        ApprovalSeat.approval_id == approval.id, ApprovalSeat.state == WAITING
    )
    session = current_work().session
    session.flush()
    return {row.acting_id: row.due_on for row in session.execute(query.order_by(ApprovalSeat.id.desc()))}


def _with_task(approval: Approval) -> set[int]:
    query = select(Task.staff_id).where(
        Task.subject == subject_of(approval.id), Task.kind == DECIDE.key, Task.state.in_(TO_DO)
    )
    return {one for one in current_work().session.scalars(query.order_by(Task.id)) if one is not None}


def _task(approval: Approval, staff_id: int, due_on: date | None) -> NewTask:
    facts = {"number": approval.number, "title": approval.title}
    return NewTask(
        DECIDE,
        subject_of(approval.id),
        page_of(approval.id),
        Party(staff_id=staff_id),
        facts,
        due_on,
        approval.customer_id,
    )
