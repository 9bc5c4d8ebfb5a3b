"""What follows when those who decide have spoken: deductions by a decision, and the opposite rows of a lifted one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.models import Approval, ApprovalVoice
from app.office.conduct import rules
from app.office.conduct.feature import CASE_DECIDED, CASE_LIFTED, CASE_REFUSED, CASE_UPHELD, CASE_WITHDRAWN
from app.office.conduct.models import ConductCase, Deduction
from app.office.conduct.queries.money import last_settled
from app.office.conduct.service.cases import move, subject_of
from app.office.conduct.words import (
    APPEALED,
    BONUS_LEDGER,
    DECIDED,
    DEMERIT_LEDGER,
    LIFTED,
    MAJOR,
    PROPOSED,
    RECORDED,
    REFUSED,
    UPHELD,
)
from app.office.history.service import record
from app.unit_of_work import current_work
from app.web.feature import Action

DECIDES = ("approve", "refuse", "own")


def sanction_settled(approval: Approval) -> None:
    """A proposal ended, in the unit of its decision (S-32). Approved, the sanction holds and its money is owed;
    withdrawn or void, the case is as recorded. Raises Refused where somebody decided in a case of his own."""
    case = _case_of(approval)
    if case.state != PROPOSED:
        return None
    if approval.state not in ("approved", "refused"):
        return _recorded(CASE_WITHDRAWN, case, RECORDED)
    values = _decision(approval, case)
    if approval.state == "refused":
        return _recorded(CASE_REFUSED, case, REFUSED, **values)
    _recorded(CASE_DECIDED, case, DECIDED, **values)
    return _owe(case)


def appeal_settled(approval: Approval) -> None:
    """An appeal ended, in the unit of its decision (S-31): granted, the sanction is lifted; refused, it stands;
    withdrawn or void, it can be appealed against again. Raises Refused as `sanction_settled`."""
    case = _case_of(approval)
    if case.state != APPEALED:
        return None
    if approval.state not in ("approved", "refused"):
        return _recorded(CASE_WITHDRAWN, case, DECIDED)
    said = _decision(approval, case)
    values = {
        "appeal_answer": said["decision"],
        "appeal_decided_by": said["decided_by"],
        "appeal_decided_at": current_work().at,
    }
    if approval.state == "refused":
        return _recorded(CASE_UPHELD, case, UPHELD, **values)
    _recorded(CASE_LIFTED, case, LIFTED, **values)
    return _give_back(case)


def _recorded(action: Action, case: ConductCase, state: str, **values: Any) -> None:
    move(case, state, version=case.version, **values)
    facts = {"number": case.number, "sanction": case.sanction, "amount_fen": case.amount_fen}
    record(action, subject_of(case.id), facts=facts)


def _case_of(approval: Approval) -> ConductCase:
    case_id = int(approval.subject.partition(":")[2])
    query = select(ConductCase).where(ConductCase.id == case_id).with_for_update()
    return current_work().session.scalars(query.execution_options(populate_existing=True)).one()


def _decision(approval: Approval, case: ConductCase) -> dict[str, Any]:
    voices = _voices(approval.id)
    if case.staff_id == voices[-1].by_id:
        raise Refused(Text("Nobody decides in a case of his own. Let somebody else decide."))
    words = [voice.words for voice in voices if voice.words]
    return {
        "decided_by": "、".join(dict.fromkeys(voice.by_name for voice in voices))[:120],
        "decided_on": clock.local(current_work().at).date(),
        "decision": words[-1] if words else None,
    }


def _voices(approval_id: int) -> Sequence[ApprovalVoice]:
    query = select(ApprovalVoice).where(ApprovalVoice.approval_id == approval_id, ApprovalVoice.said.in_(DECIDES))
    return current_work().session.scalars(query.order_by(ApprovalVoice.id)).all()


def _owe(case: ConductCase) -> None:
    """The deduction of a decided case, from the first month that is not settled (K-49: each case separately)."""
    if not case.amount_fen:
        return
    ledger = DEMERIT_LEDGER if case.sanction == MAJOR else BONUS_LEDGER
    _add(case, base=ledger, amount_fen=case.amount_fen)


def _give_back(case: ConductCase) -> None:
    """The opposite row of each deduction of a lifted case, with the stored numbers."""
    query = select(Deduction).where(Deduction.case_id == case.id, Deduction.reverses_id.is_(None))
    for one in current_work().session.scalars(query.order_by(Deduction.id)).all():
        _add(case, base=one.base, amount_fen=-one.amount_fen, reverses_id=one.id)


def _add(case: ConductCase, **values: Any) -> None:
    work = current_work()
    today = clock.local(work.at).date()
    month = rules.first_month(today, last_settled())
    row = Deduction(
        case_id=case.id,
        staff_id=case.staff_id,
        decided_on=today,
        from_month=month,
        at=work.at,
        by=(case.appeal_decided_by if "reverses_id" in values else case.decided_by) or work.by.name,
        **values,
    )
    work.session.add(row)
    work.session.flush()
