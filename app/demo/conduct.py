"""Conduct in the demo office: cases in every state, base points and bonuses, and last month settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.service import approve
from app.office.conduct.models import ConductCase
from app.office.conduct.rules import month_of
from app.office.conduct.service.cases import appeal, propose, record_incident, subject_of
from app.office.conduct.service.money import set_bonuses, set_points

PRIVATE, SNATCH = "staff.private_matters", "reception.snatch"
POINTS = {"su": 12, "bai": 20, "kong": 10, "fang": 8, "chen": 10, "ma": 9}
BONUSES = {"su": 1200, "bai": 2400, "kong": 1000, "fang": 800, "chen": 900, "ma": 950}


def build(cast: Mapping[str, Actor]) -> None:
    """Make the cases: a fine that takes three months, one under appeal, one that waits, a warning, a repetition."""
    today = clock.today()
    ids = {name: one.staff_id for name, one in cast.items() if one.staff_id}
    set_points(date(today.year, 1, 1), {ids[who]: points for who, points in POINTS.items()}, by=cast["xu"])
    for month in (month_of(today.replace(day=1) - timedelta(days=1)), month_of(today)):
        set_bonuses(month, {ids[who]: Fen(yuan * 100) for who, yuan in BONUSES.items()}, by=cast["xu"])
    bai, su = cast["bai"], ids["su"]
    _decide(_proposed(su, SNATCH, "抢接他人客户，已核实", Fen(170_000), bai, "deduction"), cast)
    fine = _decide(_proposed(su, PRIVATE, "晨会后在展厅吃早餐", None, bai, "deduction"), cast)
    appeal(fine.id, version=fine.version, words="当时是为客户准备茶点，请核实。", by=cast["su"])
    record_incident(su, rule=PRIVATE, happened_on=today, facts="晨会后化妆，第二次", by=bai)
    _proposed(su, "complaints.cause_8", "订单数量注记错误，客户投诉", None, bai, "warning")
    record_incident(
        ids["kong"], rule="own", words="接听热线未报工号", happened_on=today, facts="质检抽听", by=cast["gao"]
    )


def _decide(case: ConductCase, cast: Mapping[str, Actor]) -> ConductCase:
    """Let whoever is asked say yes."""
    people = {one.staff_id: one for one in cast.values()}
    query = select(Approval).where(Approval.subject == subject_of(case.id)).order_by(Approval.id.desc()).limit(1)
    request = db.session.scalars(query).one()
    seat = select(ApprovalSeat.acting_id).where(ApprovalSeat.approval_id == request.id, ApprovalSeat.state == "waiting")
    approve(request.id, request.version, "同意。", by=people[db.session.scalars(seat).one()])
    return db.session.get_one(ConductCase, case.id, populate_existing=True)


def _proposed(staff_id: int, rule: str, facts: str, amount: Fen | None, by: Actor, sanction: str) -> ConductCase:
    happened_on = clock.today() - timedelta(days=3)
    case = record_incident(staff_id, rule=rule, happened_on=happened_on, facts=facts, by=by)
    return propose(case.id, version=case.version, sanction=sanction, amount=amount, reason="现场核实属实", by=by)
