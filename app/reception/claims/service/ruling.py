"""What follows when a case of ownership is decided: whose customer he is, and who goes on with the visitor."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select, update

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.approvals.models import Approval, ApprovalVoice
from app.office.history.service import record
from app.reception.claims.feature import CASE_DECIDED, CASE_REFUSED
from app.reception.claims.models import ClaimCase, Registration
from app.reception.claims.queries.cases import case_for_change
from app.reception.claims.queries.known import known, person
from app.reception.claims.service.cases import subject_of, told
from app.reception.claims.service.moving import move, open_visit, replace_by_turn
from app.reception.claims.service.registering import register_decision
from app.reception.claims.words import DECIDED, OPEN, OWNERSHIP, REFUSED, STANDING, VOID, WAITING
from app.unit_of_work import current_work

# The customer is the second one's from then on; in the others he stays with the first.
GOES_OVER = ("CM-4b", "CM-4e", "CM-4f", "CM-4g", "CM-4h", "CM-12")


def settle(approval: Approval) -> None:
    """A request about a case has ended, in the unit of its decision. A withdrawn dispute is open again."""
    case = case_for_change(int(approval.subject.partition(":")[2]))
    if case.state != WAITING:
        return
    work = current_work()
    granted = approval.state == "approved"
    again = case.kind == OWNERSHIP and approval.state in ("withdrawn", "void")
    case.state, case.version = DECIDED if granted else OPEN if again else REFUSED, case.version + 1
    if not again:
        case.decided_at, case.decided_by = work.at, (_last_voice(approval.id) or work.by.name)[:120]
    if not granted:
        case.outcome, case.commission_case = (None, None) if again else ("first", None)
    work.session.flush()
    record(CASE_DECIDED if granted else CASE_REFUSED, subject_of(case), customer_id=case.customer_id, facts=told(case))
    if granted:
        _carry_out(case, work.by)


def _carry_out(case: ClaimCase, by: Actor) -> None:
    """Write whose customer he is now, and move the visitor where he is still here."""
    if case.outcome == "second" and case.second_id is not None:
        if case.commission_case in GOES_OVER:
            _give_to(case, case.second_id, case.first_id, by)
        _move_to_second(case, case.second_id, by)
    elif case.outcome == "first" and case.kind == OWNERSHIP and case.first_id is not None:
        _give_to(case, case.first_id, case.second_id, by)
    elif case.outcome == "replacement":
        _void_first(case)
        _replace(case, by)


def _give_to(case: ClaimCase, staff_id: int, other_id: int | None, by: Actor) -> None:
    """Register the customer for one of the two, in place of what stands for the other; not where he is his already."""
    holds = known(case.customer_id, case.phone, clock.local(current_work().at).date())
    if holds.valid and holds.owner_id == staff_id:
        return
    whose: dict[str, Any] = {"customer_id": case.customer_id, "name": case.name, "phone": case.phone}
    like = _registration_of(case, other_id)
    register_decision(staff_id, "decision", like, visit_id=case.visit_id, by=by, **whose)


def _move_to_second(case: ClaimCase, staff_id: int, by: Actor) -> None:
    visit = open_visit(case.visit_id)
    if visit is not None:
        basis = "courtesy" if case.commission_case == "CM-4d" else "another"
        why = Text("Case %(number)s: decided by %(who)s.", number=case.number, who=case.decided_by or by.name)
        move(visit, staff_id, basis, why, case=case.commission_case, reason=case.words, by=by)


def _replace(case: ClaimCase, by: Actor) -> None:
    visit = open_visit(case.visit_id)
    if visit is None:
        return
    why = Text("Case %(number)s: the first reception is an empty turn, the rota goes on (R-60).", number=case.number)
    if case.second_id is not None:
        move(visit, case.second_id, "manual", why, case=case.commission_case, reason=case.words, by=by)
    else:
        case.second_id = replace_by_turn(visit, why, reason=case.words, by=by)


def _void_first(case: ClaimCase) -> None:
    """The first one loses every right (R-60); the entry stays on the register."""
    first = _registration_of(case, case.first_id)
    if first is not None:
        values = {"state": VOID, "state_why": case.number, "version": Registration.version + 1}
        which = update(Registration).where(Registration.id == first.id)
        current_work().session.execute(which.values(values).execution_options(synchronize_session=False))


def _registration_of(case: ClaimCase, staff_id: int | None) -> Registration | None:
    """What stands for one of the two: of this person, or of this visit where nobody knows his telephone."""
    his = person(case.customer_id, case.phone)
    if case.visit_id is not None:
        his = or_(his, Registration.visit_id == case.visit_id)
    query = select(Registration).where(his, Registration.state == STANDING, Registration.staff_id == staff_id)
    query = query.order_by(Registration.id.desc()).limit(1)
    return current_work().session.scalars(query).first()


def _last_voice(approval_id: int) -> str | None:
    query = select(ApprovalVoice.by_name).where(ApprovalVoice.approval_id == approval_id)
    return current_work().session.scalars(query.order_by(ApprovalVoice.id.desc()).limit(1)).first()
