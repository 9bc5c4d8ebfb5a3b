"""Liability in the demo office: one loss settled, proposed and half decided, one drafted, the others to be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.complaints.causes.queries import cause_choices
from app.complaints.liability import queries, rules
from app.complaints.liability.rules import NewShare
from app.complaints.liability.service import judge, propose, settle
from app.complaints.losses.models import Loss
from app.complaints.losses.rules import FIXED
from app.domain.actor import Actor
from app.domain.money import Rate
from app.extensions import db
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.service import approve
from app.office.conduct.models import ConductCase
from app.office.conduct.service.cases import subject_of


def build(cast: Mapping[str, Actor]) -> None:
    """Share the fixed losses: by gravity among a person, a group and a supplier; then all to one person, twice."""
    fixed = select(Loss.complaint_id).where(Loss.state == FIXED, Loss.loss_fen > 0).order_by(Loss.id)
    cases, causes = list(db.session.scalars(fixed)), cause_choices("factory")
    if len(cases) < 2 or not causes:
        return
    kong = cast["kong"]
    first, second = cases[:2]
    judge(first, seen=0, shares=_shares(cast, causes[0][0]), reason="装车未用隔板，另有来料缺陷。", by=kong)
    found = settle(first, version=1, by=kong)
    propose(first, version=found.version, sanctions={}, reason="按责任比例分摊。", by=kong)
    _approve_one(first, cast)
    alone = NewShare(rules.PERSON, Rate(rules.WHOLE), staff_id=cast["su"].staff_id, cause_id=causes[-1][0])
    judge(second, seen=0, shares=[alone], reason="订单要求未传达，一人过失。", by=kong)
    for third in cases[2:3]:
        judge(third, seen=0, shares=[alone], reason="订单要求未传达，一人过失。", by=kong)
        settle(third, version=1, by=kong)


def _shares(cast: Mapping[str, Actor], cause_id: int) -> Sequence[NewShare]:
    members = tuple(one.staff_id for one in (cast["ma"], cast["fang"]) if one.staff_id)
    return (
        NewShare(rules.PERSON, Rate(300_000), staff_id=cast["su"].staff_id, cause_id=cause_id),
        NewShare(rules.GROUP, Rate(500_000), name="包装甲班", members=members, cause_id=cause_id),
        NewShare(rules.SUPPLIER, Rate(200_000), name="华东覆铜板厂"),
    )


def _approve_one(complaint_id: int, cast: Mapping[str, Actor]) -> None:
    found = queries.judgement_of(complaint_id)
    lines = queries.lines(found.id) if found is not None else []
    case: ConductCase | None = next((one.case for line in lines for one in line.members if one.case), None)
    if case is None:
        return
    query = select(Approval.id, Approval.version, ApprovalSeat.acting_id).join(ApprovalSeat)
    waits = query.where(Approval.subject == subject_of(case.id), ApprovalSeat.state == "waiting")
    request_id, version, asked = db.session.execute(waits).first() or (0, 0, None)
    by = next((one for one in cast.values() if asked is not None and one.staff_id == asked), None)
    if by is not None:
        approve(request_id, version, "同意。", by=by)
