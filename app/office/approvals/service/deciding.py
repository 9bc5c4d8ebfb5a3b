"""What is said to a request: yes, no, a question, its answer; and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.approvals.feature import ANSWERED, APPROVED, ASKED, REFUSED, WITHDRAWN
from app.office.approvals.kinds import matter_of
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalStep
from app.office.approvals.queries_people import names_of, people_today
from app.office.approvals.queries_seen import visible
from app.office.approvals.rules import COMING, GIVEN, WAITING
from app.office.approvals.service.asking import fit_tasks, let_go, seats_of, steps_of
from app.office.approvals.service.engine import RUNNING, advance, end
from app.office.approvals.service.reseating import rearrange
from app.office.approvals.service.telling import page_of, speak, subject_of, tell
from app.office.approvals.tasks import ANSWER, DECIDE
from app.office.approvals.words import STATES
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import current_work, unit_of_work


def approve(approval_id: int, version: int, words: str | None = None, *, by: Actor) -> Approval:
    """Say yes to a request as seen in `version`, for every seat of the open step in which this person acts.

    Raises Conflict where it was decided or changed meanwhile, Refused for whoever is not asked or has something to
    look at first, NoResultFound for whoever may not know of it.
    """
    with unit_of_work(by=by):
        approval = _claimed(approval_id, version, RUNNING, by)
        if approval.state == "asked":
            resume(approval, by=by)
        step, seats = _turn_of(approval, by)
        if check := matter_of(approval.matter).check:
            check(approval, by)
        _give(approval, step, seats, "approve", words, by)
        tell(APPROVED, approval, reason=words, on_behalf_of=_on_behalf(seats, by), step=Text(step.label))
        advance(approval, by=by)
    return approval


def refuse(approval_id: int, version: int, words: str | None, *, by: Actor) -> Approval:
    """Say no to a request, with the reason; that ends it. Raises as `approve` does, and Refused without a reason."""
    reason = _needed(words, Text("Say why you refuse: the submitter reads it."))
    with unit_of_work(by=by):
        approval = _claimed(approval_id, version, RUNNING, by)
        if approval.state == "asked":
            resume(approval, by=by)
        step, seats = _turn_of(approval, by)
        _give(approval, step, seats, "refuse", reason, by)
        tell(REFUSED, approval, reason=reason, on_behalf_of=_on_behalf(seats, by), step=Text(step.label))
        end(approval, "refused", by=by)
    return approval


def ask(approval_id: int, version: int, words: str | None, *, by: Actor) -> Approval:
    """Put a request back to its submitter with a question; it waits at the same step. Raises as `refuse` does."""
    question = _needed(words, Text("Write the question that the submitter is to answer."))
    with unit_of_work(by=by):
        approval = _claimed(approval_id, version, ("waiting",), by)
        step, seats = _turn_of(approval, by)
        for seat in seats:
            _speak_for(approval, step, seat, "ask", question, by)
        approval.state = "asked"
        _put_back(approval, step, by)
        tell(ASKED, approval, reason=question, on_behalf_of=_on_behalf(seats, by))
    return approval


def answer(approval_id: int, version: int, words: str | None, *, by: Actor) -> Approval:
    """Answer the question; whoever was asked to decide is asked again. Only the submitter, else Refused; Conflict."""
    said = _needed(words, Text("Write the answer."))
    with unit_of_work(by=by):
        approval = _claimed(approval_id, version, ("asked",), by)
        _refuse_others(approval, by)
        speak(approval, "answer", words=said)
        resume(approval, by=by)
        tell(ANSWERED, approval, reason=said)
    return approval


def withdraw(approval_id: int, version: int, words: str | None = None, *, by: Actor) -> Approval:
    """Take a request back while it is not decided. Only the submitter, else Refused; Conflict."""
    with unit_of_work(by=by):
        approval = _claimed(approval_id, version, RUNNING, by)
        _refuse_others(approval, by)
        speak(approval, "withdraw", words=words)
        tell(WITHDRAWN, approval, reason=words)
        end(approval, "withdrawn", by=by)
    return approval


def resume(approval: Approval, *, by: Actor) -> None:
    """Let a request that was put back wait again, for whoever is to be asked today."""
    approval.state = "waiting"
    close_tasks(subject_of(approval.id), kind=ANSWER, by=by)
    for step in steps_of(approval.id):
        if step.state == "open":
            rearrange(approval, step, people_today(), by=by)
    advance(approval, by=by)


def _put_back(approval: Approval, step: ApprovalStep, by: Actor) -> None:
    """Nobody is asked to decide until the submitter has answered."""
    let_go(seats_of(step.id), COMING, by=by)
    fit_tasks(approval, by=by)
    open_task(
        ANSWER,
        subject_of(approval.id),
        facts={"number": approval.number, "title": approval.title},
        url=page_of(approval.id),
        to=Party(staff_id=approval.submitter_id),
        due_on=None,
        customer_id=approval.customer_id,
        by=by,
    )


def _claimed(approval_id: int, version: int, states: Collection[str], by: Actor) -> Approval:
    """The request, for this deed alone. Raises NoResultFound, Conflict."""
    session = current_work().session
    known = select(Approval).where(Approval.id == approval_id, visible(by))
    seen = session.scalars(known.execution_options(populate_existing=True)).one()
    if seen.state not in states:
        raise Conflict(Text("This cannot be done any more. The request: %(state)s.", state=Text(STATES[seen.state])))
    if hold := matter_of(seen.matter).hold:
        hold(seen)
    unchanged = update(Approval).where(Approval.id == approval_id, Approval.version == version)
    claimed = unchanged.values(version=version + 1).returning(Approval.id)
    if session.scalar(claimed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("Somebody else has said something meanwhile. Look again."))
    session.refresh(seen)
    return seen


def _turn_of(approval: Approval, by: Actor) -> tuple[ApprovalStep, list[ApprovalSeat]]:
    """The open step and the seats in which this actor may speak now. Raises Refused where it is not his turn."""
    step = next((one for one in steps_of(approval.id) if one.state == "open"), None)
    if step is None:
        raise Conflict(Text("This request waits for nobody any more. Look again."))
    seats = seats_of(step.id)
    own = [seat for seat in seats if seat.state == WAITING and seat.acting_id == by.staff_id]
    if by.staff_id is None or not own:
        raise Refused(_not_asked(seats, by))
    return step, own


def _not_asked(seats: Sequence[ApprovalSeat], by: Actor) -> Text:
    if any(seat.state == GIVEN and seat.acting_id == by.staff_id for seat in seats):
        return Text("You have given your voice at this step already.")
    waiting = names_of(seat.acting_id for seat in seats if seat.state == WAITING)
    names = "、".join(waiting.values())
    if any(seat.acting_id == by.staff_id for seat in seats):
        return Text("It is not your turn yet: the request waits for %(names)s first.", names=names)
    return Text("This request does not wait for you. It waits for %(names)s.", names=names)


def _give(
    approval: Approval, step: ApprovalStep, seats: Sequence[ApprovalSeat], said: str, words: str | None, by: Actor
) -> None:
    for seat in seats:
        _speak_for(approval, step, seat, said, words, by)
    let_go(seats, GIVEN, by=by)
    close_tasks(subject_of(approval.id), staff_id=by.staff_id, kind=DECIDE, by=by)


def _speak_for(
    approval: Approval, step: ApprovalStep, seat: ApprovalSeat, said: str, words: str | None, by: Actor
) -> None:
    because = seat.because
    speak(approval, said, words=words, step_id=step.id, staff_id=seat.staff_id, by_id=by.staff_id, because=because)


def _on_behalf(seats: Sequence[ApprovalSeat], by: Actor) -> int | None:
    """For whom a stand-in speaks; None for whoever speaks for himself."""
    asked = [seat.staff_id for seat in seats]
    return None if by.staff_id in asked else asked[0]


def _refuse_others(approval: Approval, by: Actor) -> None:
    if by.staff_id != approval.submitter_id:
        name = names_of([approval.submitter_id])[approval.submitter_id]
        raise Refused(Text("Only %(name)s, who submitted the request, can do this.", name=name))


def _needed(words: str | None, sentence: Text) -> str:
    if not words or not words.strip():
        raise Refused(sentence, field="words")
    return words.strip()
