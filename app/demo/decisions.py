"""Decisions of the demo office: of the complaints that have come to it, some are decided, refused, objected to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from app import clock
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.service import reopen
from app.complaints.circulation.models import RouteStage
from app.complaints.decisions import queries, rules, service
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.rules import Proposal
from app.complaints.decisions.service import NewMeeting
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.approvals import service as approvals
from app.office.approvals.models import Approval, ApprovalSeat

MET = ("高总、白管、孔诉", "听取投诉经过与原因分析。", "承担责任，赔偿并登门致歉。")


def build(cast: Mapping[str, Actor]) -> None:
    """Propose on what has come so far: the first is decided and objected to, the second refused, the others wait.

    The last is to be met about first. One that was closed is reopened: its decision is to be confirmed.
    """
    here = select(Complaint).join(ComplaintStage, ComplaintStage.id == Complaint.stage_id)
    here = here.join(RouteStage, RouteStage.id == ComplaintStage.stage_id)
    waiting = here.where(
        RouteStage.kind == rules.DECISION_STAGE, Complaint.state == "open", Complaint.ours.is_not(False)
    )
    cases = [one for one in db.session.scalars(waiting.order_by(Complaint.id)) if not queries.standing_decision(one.id)]
    for n, case in enumerate(cases[:4]):
        one = _proposed(case, n, cast)
        if n == 0:
            _say(approvals.approve, one, "情况属实，同意。", cast)
            service.object_to(case.id, rules.CUSTOMER, "客户认为折让金额偏低，要求重新核定。", by=cast["kong"])
        elif n == 1:
            _say(approvals.refuse, one, "责任尚未查清，金额依据不足。", cast)
    closed = select(Complaint).where(Complaint.state == "closed", Complaint.decided_on.is_not(None))
    if again := db.session.scalars(closed.order_by(Complaint.id.desc()).limit(1)).first():
        reopen(again.id, version=again.version, reason="客户来函称同样的问题又出现。", by=cast["kong"])


def _proposed(case: Complaint, n: int, cast: Mapping[str, Actor]) -> ComplaintDecision:
    kong = cast["kong"]
    if service.basis_now(case) == rules.MEETING and not queries.meetings_of(case.id):
        service.record_meeting(case.id, NewMeeting(clock.today(), *MET), by=kong)
    words, told = "责任成立，按不良数量折让，不退货。", "经查情况属实，我司给予相应折让。"
    new = Proposal(True, ("allowance", "apology"), Fen(38_000 + n * 120_000), words, told)
    return service.propose(case.id, new, by=kong)


def _say(verb: Callable[..., Any], one: ComplaintDecision, words: str, cast: Mapping[str, Actor]) -> None:
    """Let whoever is asked speak, one after the other, as long as somebody of the cast is."""
    actors = {actor.staff_id: actor for actor in cast.values()}
    asked = select(Approval, ApprovalSeat.acting_id).join(ApprovalSeat, ApprovalSeat.approval_id == Approval.id)
    asked = asked.where(Approval.id == one.approval_id, ApprovalSeat.state == "waiting").limit(1)
    while row := db.session.execute(asked.execution_options(populate_existing=True)).one_or_none():
        if row.acting_id not in actors:
            return
        verb(row.Approval.id, row.Approval.version, words, by=actors[row.acting_id])
