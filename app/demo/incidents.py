"""Questions and incidents of the demo office: one answered, one open, a conflict dealt with, a violation verified."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.reception.incidents.rules import CONFIRMED, NewIncident, NewQuestion
from app.reception.incidents.service import answer, ask, handle, record_event, verify


def build(cast: Mapping[str, Actor]) -> None:
    """Ask, answer, record, deal with, verify."""
    now = clock.now()
    tax = ask(NewQuestion("报价里的初装费含不含税？", "价格"), by=cast["su"])
    answer(tax.id, tax.version, "含税，税率 9%，合同里单列。", "价格", by=cast["bai"])
    ask(NewQuestion("商铺改餐饮后表具要不要更换？", "表具", waiting=False), by=cast["fang"])
    quarrel = NewIncident(
        "conflict",
        now - timedelta(hours=2),
        "两位客户因排队先后争吵，声音较大。",
        "营业厅二号窗口前",
        others="号码 B012、B013 的客户",
        removed_at=now - timedelta(minutes=110),
    )
    one = record_event(quarrel, by=cast["fang"])
    handle(one.id, one.version, "请到洽谈室分别安抚，按票号顺序办理，双方均已离开。", None, by=cast["bai"])
    record_event(NewIncident("disturbance", now - timedelta(minutes=30), "一名男子在大厅高声推销。"), by=cast["chen"])
    refused = NewIncident(
        "refusing", now - timedelta(hours=1), "轮到接待时称在整理资料，未接待来访客户。", "洽谈区", cast["su"].staff_id
    )
    two = record_event(refused, by=cast["fang"])
    verify(two.id, two.version, CONFIRMED, "已向本人和前台核实，情况属实。", by=cast["bai"])
    record_event(
        NewIncident("left_post", now - timedelta(minutes=50), "接待中离开取计算器。", "洽谈区", cast["su"].staff_id),
        by=cast["fang"],
    )
