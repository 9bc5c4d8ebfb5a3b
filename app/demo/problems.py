"""The problem list of the demo office: a day of lines, one passed on, one solved, a tip-off."""

from __future__ import annotations

from collections.abc import Mapping

from app.complaints.problems import rules, service
from app.complaints.problems.models import Problem
from app.domain.actor import Actor
from app.extensions import db

LINES = (
    ("fang", rules.ENQUIRY, "阶梯气价第二档从何时起算？", 5),
    ("fang", rules.ENQUIRY, "换表后底数如何核对？", 2),
    ("chen", rules.ENQUIRY, "微信缴费后何时到账？", 7),
    ("chen", rules.COMPLAINT, "热水器报修三天无人上门。", 1),
    ("fang", rules.SUGGESTION, "营业厅门口增设无障碍坡道。", 1),
    ("kong", rules.SUGGESTION, "短信账单加印去年同期用量。", 3),
    ("kong", rules.COMPLAINT, "电话午休时段打不通。", 4),
    ("kong", rules.TIP_OFF, "匿名来电：有人冒充抄表员上门收费。", 1),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Write them down, pass some on, solve some."""
    made = [
        service.enter(rules.NewProblem(kind, words, times=times), by=cast[who]) for who, kind, words, times in LINES
    ]
    tier, meter, _, nobody, _, bill, *_, tip = made
    service.solve(tier.id, tier.version, "按年度累计用气量计，已逐一答复并在窗口张贴说明。", by=cast["fang"])
    service.pass_on(meter.id, meter.version, cast["ma"].staff_id or 0, by=cast["fang"])
    service.pass_on(nobody.id, nobody.version, cast["kong"].staff_id or 0, by=cast["chen"])
    service.pass_on(bill.id, bill.version, cast["xu"].staff_id or 0, by=cast["kong"])
    service.solve(bill.id, _version(bill), "列入明年账单改版计划。", by=cast["xu"])
    service.pass_on(tip.id, tip.version, cast["bai"].staff_id or 0, by=cast["kong"])


def _version(one: Problem) -> int:
    db.session.refresh(one)
    return one.version
