"""How the demo office takes its complaints through their stages, each on a day of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from app import clock
from app.complaints.answers import service as answers
from app.complaints.cases import service
from app.complaints.cases.models import Complaint
from app.complaints.causes.queries import cause_choices
from app.complaints.circulation.models import Route, RouteStage
from app.complaints.circulation.queries import stages_of
from app.complaints.decisions import service as decisions
from app.complaints.decisions.rules import Proposal
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.approvals import service as approvals
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.staff.queries import department_called

SAID: Mapping[str, Any] = {  # what the stages of every route are told
    "order_number": "SO2610-118", "material_number": "PCB-4L-0917", "product": "四层板", "unit": "片", "quantity": 5000,
    "defective_quantity": 320, "sample": "5 片，存客户服务部", "sales_opinion": "同批其余箱号未见异常，建议换货。",
    "quality_analysis": "复检确认划伤集中在堆叠工序，未加隔纸。", "production_cause": "夜班换人未交接，漏放隔纸。",
    "countermeasure": "成型站增加隔纸点检，班组长签字交接。", "production_unit": "成型二线", "shift": "夜班",
    "manager_opinion": "同意质量管理部分析，请业务部门尽快安抚客户。", "research_opinion": "无设计因素。",
    "office_check": "资料齐全。", "handling_opinion": "责任成立，建议按不良数量处理。", "supervisor_check": "已核。",
    "customer_result": "已向客户说明原因，客户同意重工。", "combined_opinion": "责任单位检讨，免费重工。",
    "solution": "当日安排专人上门处理，并调值班。", "lessons": "交接班须签字，值班表由两人复核。", "kind": "quality",
    "ours": True, "upheld": True, "negligence": True, "track": False, "proposed_remedy": "rework",
    "proposed_fen": Fen(48_000),
}  # fmt: skip


REWORKED = Proposal(
    True,
    ("rework", "apology"),
    Fen(48_000),
    "责任成立，免费重工不良部分。",
    "经查情况属实，我司将免费重工并登门致歉。",
)
GRANTED = Proposal(
    True,
    ("return", "allowance"),
    Fen(480_000),
    "责任成立，不良品退回，其余折让。",
    "经查情况属实，不良品请退回，其余部分给予折让。",
    return_quantity=320,
)


@contextmanager
def days_ago(days: float) -> Iterator[None]:
    """Let the office's time be so many days back."""
    zone, back = current_app.config["TIME_ZONE"], timedelta(days=days)
    clock.set_up(zone, clock.now() - back)
    try:
        yield
    finally:
        clock.set_up(zone, clock.now() + back)


def go_to(one: Complaint, stage: str, cast: Mapping[str, Actor]) -> None:
    """Take a complaint to a stage, by whoever handles it and the clerk who keeps the register."""
    for _ in stages_of(one.route_id):
        db.session.refresh(one)
        here = next(found for found in stages_of(one.route_id) if found.key == one.stage_key)
        if here.key == stage or here.kind == "close":
            return
        if here.kind == "decision":
            _decide(one, GRANTED if one.defective_quantity and stage != "end" else REWORKED, cast)
        if here.kind == "answer":
            _answer(one, cast)
        group = service.passing.together(one, stages_of(one.route_id))
        asked = [found for found in stages_of(one.route_id) if found.key in group]
        service.pass_on(one.id, version=_fresh(one).version, values=_values(one, asked), by=cast["kong"])


def close(one: Complaint, cast: Mapping[str, Actor]) -> None:
    """Take a complaint to its end."""
    go_to(one, "end", cast)
    service.close(one.id, version=_fresh(one).version, by=cast["kong"])


def _values(one: Complaint, stages: list[RouteStage]) -> dict[str, Any]:
    scheme = db.session.scalars(select(Route.cause_scheme).where(Route.id == one.route_id)).one()
    causes = [key for key, _ in cause_choices(scheme)]
    looked_up = {
        "shipped_on": clock.today() - timedelta(days=14), "responsible_department_id": department_called("营业厅"),
        "cause_id": causes[one.id % len(causes)] if causes else None,
    }  # fmt: skip
    known = {**SAID, **looked_up}
    wanted = {key for stage in stages for key in (*stage.needs, *stage.asks)}
    return {key: value for key, value in known.items() if key in wanted and getattr(one, key) in (None, "unclear")}


def _decide(one: Complaint, proposal: Proposal, cast: Mapping[str, Actor]) -> None:
    made = decisions.propose(one.id, proposal, by=cast["kong"])
    actors = {actor.staff_id: actor for actor in cast.values()}
    asked = select(Approval, ApprovalSeat.acting_id).join(ApprovalSeat, ApprovalSeat.approval_id == Approval.id)
    asked = asked.where(Approval.id == made.approval_id, ApprovalSeat.state == "waiting").limit(1)
    while row := db.session.execute(asked.execution_options(populate_existing=True)).one_or_none():
        approvals.approve(row.Approval.id, row.Approval.version, "同意。", by=actors[row.acting_id])


def _answer(one: Complaint, cast: Mapping[str, Actor]) -> None:
    by = next((actor for actor in cast.values() if actor.staff_id == one.handler_id), cast["kong"])
    letter = answers.write_letter(one.id, "尊敬的客户：", "您反映的情况已查清并处理，给您添了麻烦，谨致歉意。", by=by)
    answers.send_letter(letter.id, letter.version, "telephone", clock.today(), by=by)
    answers.note_acceptance(one.id, True, clock.today(), "同意按此处理。", by=by)
    visit = answers.NewVisit(clock.today(), "telephone", True, "satisfied", "对处理结果满意。")
    answers.note_visit(one.id, visit, by=cast["kong"])


def _fresh(one: Complaint) -> Complaint:
    db.session.refresh(one)
    return one
