"""The way of a request through its steps: opening them, counting voices, ending it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.office.approvals.feature import DECIDED_ALONE, GRANTED
from app.office.approvals.kinds import matter_of
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalStep, ApprovalVoice
from app.office.approvals.policy import ApprovalPolicy
from app.office.approvals.queries_people import names_of, people_today
from app.office.approvals.rules import (
    COMING,
    COUNTED,
    GIVEN,
    GONE,
    WAITING,
    Asker,
    People,
    Seat,
    StepPlan,
    is_decided,
    seated,
    states_of,
)
from app.office.approvals.tasks import DECIDE
from app.office.calendar.queries import calendar
from app.office.history.service import record
from app.office.policy import queries as policy
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work
from app.web.feature import Action

RUNNING = ("waiting", "asked")


def advance(approval: Approval, *, by: Actor) -> None:
    """Open one step after the other until somebody is asked; end the request where none is left."""
    people = people_today()
    for step in steps_of(approval.id):
        if step.state == "coming":
            open_step(approval, step, people)
        if step.state == "open" and not count(approval, step, by=by):
            return
    alone = all(step.state == "passed" for step in steps_of(approval.id))
    tell(DECIDED_ALONE if alone else GRANTED, approval)
    end(approval, "approved", by=by)


def open_step(approval: Approval, step: ApprovalStep, people: People) -> None:
    """Seat whom the step asks; where nobody but the submitter could decide it is passed, and says so."""
    work = current_work()
    step.opened_at = work.at
    found = seated(plan_of(step), asker_of(approval), people)
    if not found:
        step.state, step.ended_at = "passed", work.at
        speak(approval, "own", step_id=step.id, staff_id=approval.submitter_id, by_id=approval.submitter_id)
        return
    step.state = "open"
    work.session.add_all(new_seat(approval, step, seat, place) for place, seat in enumerate(found, start=1))
    work.session.flush()


def new_seat(approval: Approval, step: ApprovalStep, seat: Seat, place: int) -> ApprovalSeat:
    """A seat of a step, not asked yet."""
    return ApprovalSeat(
        approval_id=approval.id,
        step_id=step.id,
        place=place,
        staff_id=seat.staff_id,
        acting_id=seat.acting_id,
        because=seat.because,
        state=COMING,
        since=current_work().at,
    )


def count(approval: Approval, step: ApprovalStep, *, by: Actor) -> bool:
    """Count the voices of an open step and ask whose turn it is; True where the step is decided (A-11)."""
    work = current_work()
    seats = seats_of(step.id)
    states = states_of(step.mode, [(seat.acting_id, seat.state == GIVEN) for seat in seats], _spoken(approval.id))
    asked = [seat for seat, state in zip(seats, states, strict=True) if state == WAITING != seat.state]
    for seat, state in zip(seats, states, strict=True):
        if state == COUNTED:
            speak(approval, COUNTED, step_id=step.id, staff_id=seat.staff_id, by_id=seat.acting_id)
        seat.state = GIVEN if state == COUNTED else state
    if not is_decided(step.mode, states):
        call(approval, asked, by=by)
        return False
    step.state, step.ended_at = "approved", work.at
    dismiss(approval, seats, by=by)
    return True


def call(approval: Approval, seats: Sequence[ApprovalSeat], *, by: Actor) -> None:
    """Ask these seats for their voices: since now, by a day, with a task for each acting person (O-11)."""
    work, due_on = current_work(), _due_day() if seats else None
    for seat in seats:
        seat.since, seat.due_on = work.at, due_on
    facts = {"number": approval.number, "title": approval.title}
    open_tasks(
        [
            NewTask(
                DECIDE,
                subject_of(approval),
                url=page_of(approval.id),
                to=Party(staff_id=acting_id),
                facts=facts,
                due_on=due_on,
                customer_id=approval.customer_id,
            )
            for acting_id in dict.fromkeys(seat.acting_id for seat in seats)
        ],
        by=by,
    )
    work.session.flush()


def dismiss(approval: Approval, seats: Iterable[ApprovalSeat], *, by: Actor) -> None:
    """Ask these seats no longer, but for what they have said."""
    for seat in seats:
        if seat.state != GIVEN:
            seat.state = GONE
    close_tasks(subject_of(approval), outcome="cancelled", kind=DECIDE, by=by)
    current_work().session.flush()


def end(approval: Approval, state: str, *, by: Actor) -> None:
    """End a request and tell whoever waits for it: the hook `settled` of its matter, in the same unit."""
    work = current_work()
    approval.state, approval.ended_at = state, work.at
    for step in steps_of(approval.id):
        if step.state in ("open", "coming"):
            step.state, step.ended_at = "refused" if state == "refused" and step.state == "open" else "ended", work.at
            dismiss(approval, seats_of(step.id), by=by)
    close_tasks(subject_of(approval), outcome="cancelled", by=by)
    work.session.flush()
    settled = matter_of(approval.matter).settled
    if settled is not None:
        settled(approval)


def speak(
    approval: Approval,
    said: str,
    *,
    words: str | None = None,
    step_id: int | None = None,
    staff_id: int | None = None,
    by_id: int | None = None,
    because: str | None = None,
) -> None:
    """Write down a voice: whose seat it is (`staff_id`), who spoke (`by_id`, else whoever acts), and the amount."""
    work = current_work()
    own = by_id is None or by_id == work.by.staff_id
    work.session.add(
        ApprovalVoice(
            approval_id=approval.id,
            step_id=step_id,
            staff_id=staff_id,
            by_id=work.by.staff_id if own else by_id,
            by_name=work.by.name if own else names_of([by_id])[by_id],
            because=because,
            said=said,
            words=words,
            amount_fen=approval.amount_fen,
            at=work.at,
        )
    )


def tell(
    action: Action, approval: Approval, *, reason: str | None = None, on_behalf_of: int | None = None, **facts: object
) -> None:
    """Record a deed done to a request in history."""
    record(
        action,
        subject_of(approval),
        customer_id=approval.customer_id,
        facts={"number": approval.number, "title": approval.title, "amount_fen": approval.amount_fen, **facts},
        reason=reason,
        on_behalf_of=on_behalf_of,
    )


def steps_of(approval_id: int) -> Sequence[ApprovalStep]:
    """The steps of a request in order."""
    query = select(ApprovalStep).where(ApprovalStep.approval_id == approval_id)
    return current_work().session.scalars(query.order_by(ApprovalStep.place)).all()


def seats_of(step_id: int) -> Sequence[ApprovalSeat]:
    """The seats of a step that are asked or will be, in order."""
    query = select(ApprovalSeat).where(ApprovalSeat.step_id == step_id, ApprovalSeat.state != GONE)
    return current_work().session.scalars(query.order_by(ApprovalSeat.place, ApprovalSeat.id)).all()


def plan_of(step: ApprovalStep) -> StepPlan:
    """A stored step as the rules want it."""
    return StepPlan(
        step.label, step.who, step.position_id, step.role_id, step.staff_id, at_home=step.at_home, mode=step.mode
    )


def asker_of(approval: Approval) -> Asker:
    """Who submitted a request, and of which department it is."""
    return Asker(approval.submitter_id, approval.department_id)


def subject_of(approval: Approval) -> str:
    """What tasks and history call this request."""
    return f"approval:{approval.id}"


def page_of(approval_id: int) -> str:
    """Where a request is looked at and decided."""
    return f"/office/approvals/{approval_id}"


def _spoken(approval_id: int) -> Collection[int]:
    """Who has approved this request in person."""
    said = select(ApprovalVoice.by_id).where(ApprovalVoice.approval_id == approval_id, ApprovalVoice.said == "approve")
    return {one for one in current_work().session.scalars(said.order_by(ApprovalVoice.id)) if one is not None}


def _due_day() -> date:
    today = clock.today()
    return calendar(today.year, today.year + 1).add_working_days(today, policy.of(ApprovalPolicy).decision_days)
