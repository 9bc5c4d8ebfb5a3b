"""Requests of the demo office: some wait, one was put back, others are decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.actor import Actor
from app.domain.money import Fen
from app.domain.text import Text
from app.office.approvals import queries, service
from app.office.approvals.queries_matrix import rows_of
from app.office.approvals.rules import HEAD, TOP, StepPlan
from app.office.approvals.rules_matrix import Row
from app.office.approvals.service import matrix

SMALL = Fen(500_00)
REQUESTS = (  # who, matter, title, fen, customer, reason
    ("kong", "complaints.decision", "投诉处理：灶具维修超期", 320_00, "红旗小区 王淑芬", "超期两天，补偿一个月"),
    ("kong", "complaints.decision", "投诉处理：抄表差错退费", 1_860_00, "福满楼酒店", "连续三个月多计"),
    ("su", "deals.discount", "优惠申请：商用灶具九折", 2_400_00, "晨光洗衣店", "一次订购四台"),
    ("su", "deals.discount", "优惠申请：开户费减半", 600_00, "实验中学", "公福用户"),
    ("su", "visits.outside_plan", "计划外走访：东方机械", None, "东方机械有限公司", "对方提出用气增量"),
    ("ma", "gas.cut_off", "停气申请：欠费两期", 3_260_50, "老张面馆", "两次催缴未果"),
    ("fang", "building.common_area", "占用公共区域：摆摊三天", None, "金谷蛋糕房", "节前促销，业委会尚未答复"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Bands for decisions on complaints, and seven requests in every state."""
    _bands(cast["gao"])
    asked = (_ask(cast, number, words) for number, words in enumerate(REQUESTS, start=1))
    small, large, discount, half, visit, _, reading = asked
    _decide(service.approve, small, "同意", cast)
    _decide(service.approve, large, "情况属实", cast)
    _decide(service.approve, discount, "四台以上有先例", cast)
    _decide(service.ask, half, "学校的批文有吗？", cast)
    service.withdraw(visit, 1, "对方改期", by=cast["su"])
    _decide(service.refuse, reading, "请直接向财务部索取", cast)


def _bands(by: Actor) -> None:
    """Small complaints are decided by the department, larger ones by the general manager as well."""
    for row in rows_of("complaints.decision"):
        matrix.use_chain(row.chain_id, 1, active=False, by=by)
    head, top = StepPlan("部门经理", HEAD), StepPlan("总经理", TOP)
    for name, start, end, steps in (("小额投诉", None, SMALL, [head]), ("大额投诉", SMALL, None, [head, top])):
        chain_id = matrix.add_chain("complaints.decision", Row(0, name, None, start, end), by=by)
        for version, step in enumerate(steps, start=1):
            matrix.add_step(chain_id, version, step, by=by)


def _ask(cast: Mapping[str, Actor], number: int, words: tuple[Any, ...]) -> int:
    who, matter, title, fen, customer, reason = words
    paper = [(Text("Customer"), customer), (Text("Reason"), reason)]
    subject, here = f"paper:{number}", "/office/approvals/mine"
    return service.submit(matter, subject, title=title, url=here, snapshot=paper, amount=fen, by=cast[who]).id


def _decide(verb: Callable[..., object], approval_id: int, words: str, cast: Mapping[str, Actor]) -> None:
    """Let whoever is asked now speak."""
    standing = queries.standing_of(queries.approval(cast["gao"], approval_id))
    asked = next(seat.acting_id for step in standing.steps for seat in step.seats if seat.state == "waiting")
    by = next(actor for actor in cast.values() if actor.staff_id == asked)
    verb(approval_id, standing.version, words, by=by)
