"""Pages of complaints that lie deep: only what is in a certain state leads to them."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select

from app.complaints.allowances.models import Allowance
from app.complaints.answers.models import ReplyLetter
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.circulation.models import Route
from app.complaints.decisions.models import ComplaintDecision, ComplaintMeeting
from app.complaints.lateness.models import LatenessEnquiry
from app.complaints.liability.models import Judgement, LossMember, LossShare
from app.complaints.losses.models import Loss
from app.complaints.returns.models import ReturnSlip
from app.complaints.supervision.models import SupervisionReport
from app.complaints.vouchers.models import WithheldReceivable
from app.extensions import db

RETURNS = (  # the state of a slip, and the page to which it leads
    ("draft", "change"),
    ("draft", "void"),
    ("submitted", "approval"),
    ("approved", "receive"),
    ("asked", "difference"),
    ("received", "proof"),
)


def of_complaints(app: Flask) -> list[tuple[str, str]]:
    """Who opens what."""
    with app.app_context():
        route = _first(select(Route.id).where(Route.state == "draft"))
        letter, told = _row(select(ReplyLetter.id, ReplyLetter.complaint_id).where(ReplyLetter.state == "draft"))
        again = _first(select(ComplaintDecision.id).where(ComplaintDecision.to_confirm))
        met = select(ComplaintMeeting.complaint_id)
        serious = _first(
            select(Complaint.id).where(
                Complaint.severity == "serious", Complaint.stage_key == "approve", Complaint.id.not_in(met)
            )
        )
        asked = select(LatenessEnquiry.stage_id)
        late = _first(
            select(ComplaintStage.id)
            .join(Complaint, Complaint.id == ComplaintStage.complaint_id)
            .where(Complaint.state == "closed", ComplaintStage.late_days > 0, ComplaintStage.id.not_in(asked))
        )
        granted = _first(select(Allowance.complaint_id))
        loss = _first(select(Loss.complaint_id).where(Loss.state == "waiting").order_by(Loss.resale_until))
        judged = select(Judgement.complaint_id)
        fixed = _first(select(Loss.complaint_id).where(Loss.state == "fixed", Loss.complaint_id.not_in(judged)))
        of = select(LossShare.judgement_id).join(LossMember, LossMember.share_id == LossShare.id)
        proposed = of.where(LossMember.conduct_case_id.is_not(None))
        settled = select(Judgement.complaint_id).where(Judgement.state == "settled", Judgement.id.not_in(proposed))
        borne, draft = _first(settled), _first(select(SupervisionReport.id).where(SupervisionReport.state == "draft"))
        slips = {state: _first(select(ReturnSlip.id).where(ReturnSlip.state == state)) for state, _ in RETURNS}
        withheld = _first(select(WithheldReceivable.id).where(WithheldReceivable.until_month.is_(None)))
    stages = f"/complaints/circulation/{route}"
    return [
        *(("gao", f"{stages}/{page}") for page in ("head", "limits", "stages/add", "stages/2")),
        ("gao", f"/complaints/{told}/letters/{letter}/change"),
        ("gao", f"/complaints/decisions/{again}/confirm"),
        ("gao", f"/complaints/{serious}/decisions/meeting"),
        ("gao", f"/complaints/lateness/stages/{late}/ask"),
        ("gao", f"/complaints/{granted}/allowances/new"),
        ("gao", f"/complaints/{loss}/loss/fix"),
        ("gao", f"/complaints/{fixed}/loss/void"),
        ("gao", f"/complaints/{borne}/liability/propose"),
        ("gao", f"/complaints/supervision/{draft}/change"),
        ("gao", f"/complaints/vouchers/ask/{slips['received']}"),
        ("gao", f"/complaints/withheld/{withheld}/release"),
        ("gao", f"/complaints/returns/{slips['received']}"),
        *(("gao", f"/complaints/returns/{slips[state]}/{page}") for state, page in RETURNS),
    ]


def _first(query: Any) -> Any:
    return db.session.scalars(query.limit(1)).one()


def _row(query: Any) -> Any:
    return db.session.execute(query.limit(1)).one()
