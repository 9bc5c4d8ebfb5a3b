"""Matters between departments of the demo office: one talked over, one before the office, one settled."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import visible
from app.complaints.disputes import service
from app.complaints.disputes.models import Dispute
from app.complaints.disputes.rules import NewDispute
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.queries import department_called


def build(cast: Mapping[str, Actor]) -> None:
    """Bring them up, let the departments speak, and submit one to the office."""
    at = {name: department_called(name) or 0 for name in ("销售部", "客户服务部", "财务部", "营业厅")}
    case = select(Complaint.id).where(Complaint.state == "open", visible(cast["bai"])).order_by(Complaint.id.desc())
    talked = NewDispute("报修热线由谁值守", "客服电话午休无人接听，请营业厅轮值。", at["客户服务部"], (at["营业厅"],))
    service.bring(talked, by=cast["kong"])
    late = NewDispute(
        "降价结算前由谁先行通知客户",
        "客户催问，请财务部今日给出可冲减的金额，由销售部统一答复。",
        at["销售部"],
        (at["财务部"], at["客户服务部"]),
        db.session.scalar(case.limit(1)),
    )
    stuck = service.bring(late, by=cast["bai"])
    words = "凭证未到不能定金额，应先由客户服务部补齐定额证明。"
    service.give_opinion(stuck.id, at["财务部"], words, by=cast["xu"])
    service.give_opinion(stuck.id, at["客户服务部"], "证明已于上周送财务部，不应再退回。", by=cast["kong"])
    service.to_office(stuck.id, _version(stuck), "客户已等一周，三个部门意见不一，答复不能发出。", by=cast["bai"])
    agreed = NewDispute("大客户接待室的使用", "销售部每周二、四使用，请营业厅错开。", at["销售部"], (at["营业厅"],))
    done = service.bring(agreed, by=cast["bai"])
    service.give_opinion(done.id, at["营业厅"], "可以，周五盘点时除外。", by=cast["fang"])
    service.finish(done.id, _version(done), "按周二、四使用，周五除外，已贴出使用表。", by=cast["bai"])


def _version(one: Dispute) -> int:
    db.session.refresh(one)
    return one.version
