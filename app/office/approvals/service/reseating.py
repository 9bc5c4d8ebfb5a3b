"""Moving seats when people change: somebody leaves, is away or back, holds another position or role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.jobs.service import enqueue
from app.office.approvals.feature import RESEATED
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalStep
from app.office.approvals.queries_people import names_of, people_today
from app.office.approvals.rules import COMING, GIVEN, GONE, WAITING, Asker, People, Seat, seated
from app.office.approvals.service.asking import asker_of, hand_over, let_go, new_seat, plan_of, seats_of
from app.office.approvals.service.engine import advance
from app.office.approvals.service.telling import subject_of, tell
from app.office.approvals.tasks import ANSWER
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work

KIND, SUBJECT = "approvals.reseat", "approvals"  # the job that moves seats in the background
LANGUAGE = "zh_Hans_CN"
MOST_AT_ONCE = 5


def reseat(*, by: Actor) -> int:
    """Ask whoever is to be asked today wherever a request waits, and return at how many that changed something.

    A question whose submitter has left is asked no longer: the request waits for its deciders again. Where many are
    to be moved a job does it in short units, so that nobody at a desk waits. Hook `people_changed`; also once a day,
    because absences and posts begin and end by the calendar.
    """
    with unit_of_work(by=by):
        people = people_today()
        changed = out_of_date(people)
        if len(changed) > MOST_AT_ONCE:
            enqueue(KIND, SUBJECT, {"day": clock.today().isoformat()}, by=by, language=LANGUAGE)
            return len(changed)
        for approval_id, step_id in changed:
            reseat_one(approval_id, step_id, people, by=by)
    return len(changed)


def reseat_one(approval_id: int, step_id: int, people: People, *, by: Actor) -> None:
    """Put the open step of one request right, in the unit that is under way."""
    session = current_work().session
    query = select(Approval).where(Approval.id == approval_id).with_for_update()
    approval = session.scalars(query.execution_options(populate_existing=True)).one()
    step = session.scalars(select(ApprovalStep).where(ApprovalStep.id == step_id)).one()
    if approval.state not in ("waiting", "asked") or step.state != "open":
        return
    if approval.state == "asked":
        close_tasks(subject_of(approval_id), outcome="cancelled", kind=ANSWER, by=by)
        approval.state = "waiting"
    approval.version += 1
    rearrange(approval, step, people, by=by)
    advance(approval, by=by, people=people)
    waiting = names_of(seat.acting_id for seat in seats_of(step.id) if seat.state == WAITING)
    tell(RESEATED, approval, names="、".join(waiting.values()))


def rearrange(approval: Approval, step: ApprovalStep, people: People, *, by: Actor) -> None:
    """Make the seats of an open step those of today; voices that were given stay."""
    session = current_work().session
    seats = {seat.staff_id: seat for seat in seats_of(step.id)}
    wanted = _wanted(step, asker_of(approval), people, list(seats.values()))
    for place, new in enumerate(wanted, start=1):
        seat = seats.get(new.staff_id) or _back(step.id, new.staff_id)
        if seat is None:
            session.add(new_seat(approval, step, new, place))
        elif seat.state != GIVEN:
            hand_over(seat, new.acting_id, by=by)
            seat.because, seat.place = new.because, place
    stay = {one.staff_id for one in wanted}
    let_go([seat for staff_id, seat in seats.items() if staff_id not in stay], GONE, by=by)


def out_of_date(people: People) -> list[tuple[int, int]]:
    """The requests (and their open steps) at which not those are asked who are to be asked today: two queries."""
    seats, known = _open_seats(), dict[object, list[tuple[int, int, str | None]]]()
    found = []
    for step in _open_steps():
        own = seats.get(step.id, [])
        gone = step.asked_back and not people.works_here(step.submitter_id)
        if gone or (not step.asked_back and _differs(step, own, people, known)):
            found.append((step.approval_id, step.id))
    return found


def _open_steps() -> Sequence[Any]:
    columns = (ApprovalStep.label, ApprovalStep.who, ApprovalStep.position_id, ApprovalStep.role_id)
    query: Any = (
        select(
            ApprovalStep.id,
            ApprovalStep.approval_id,
            *columns,
            ApprovalStep.staff_id,
            ApprovalStep.at_home,
            ApprovalStep.mode,
            Approval.submitter_id,
            Approval.department_id,
            (Approval.state == "asked").label("asked_back"),
        )
        .join(Approval, Approval.id == ApprovalStep.approval_id)
        .where(ApprovalStep.state == "open", Approval.state.in_(("waiting", "asked")))
    )
    rows: Sequence[Any] = db.session.execute(query.order_by(ApprovalStep.id)).all()
    return rows


def _open_seats() -> Mapping[int, list[Any]]:
    """The seats of the open steps, by step, in order."""
    columns = (ApprovalSeat.step_id, ApprovalSeat.staff_id, ApprovalSeat.acting_id, ApprovalSeat.because)
    query: Any = (
        select(*columns, ApprovalSeat.state)
        .join(ApprovalStep, ApprovalStep.id == ApprovalSeat.step_id)
        .where(ApprovalStep.state == "open", ApprovalSeat.state != GONE)
        .order_by(ApprovalSeat.step_id, ApprovalSeat.place, ApprovalSeat.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for seat in db.session.execute(query):
        found[seat.step_id].append(seat)
    return found


def _wanted(step: Any, asker: Asker, people: People, seats: Sequence[Any]) -> tuple[Seat, ...]:
    return seated(plan_of(step), asker, people, [seat.staff_id for seat in seats if seat.state != GIVEN])


def _differs(
    step: Any, seats: Sequence[Any], people: People, known: dict[object, list[tuple[int, int, str | None]]]
) -> bool:
    """Whether others are seated than are to be; `known` spares working out again what is the same for many requests."""
    there = [(seat.staff_id, seat.acting_id, seat.because) for seat in seats if seat.state != GIVEN]
    alike = (*step[2:-1], *(one[0] for one in there))
    if alike not in known:
        wanted = _wanted(step, Asker(step.submitter_id, step.department_id), people, seats)
        known[alike] = [(one.staff_id, one.acting_id, one.because) for one in wanted]
    given = {seat.staff_id for seat in seats if seat.state == GIVEN}
    return there != [one for one in known[alike] if one[0] not in given]


def _back(step_id: int, staff_id: int) -> ApprovalSeat | None:
    """The seat of somebody who was asked at this step before and is to be asked again."""
    query = select(ApprovalSeat).where(ApprovalSeat.step_id == step_id, ApprovalSeat.staff_id == staff_id)
    seat = current_work().session.scalars(query).one_or_none()
    if seat is not None and seat.state == GONE:
        seat.state = COMING
    return seat
