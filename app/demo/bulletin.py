"""Bulletins of the demo office: one read by some, one for sales, one that was replaced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.office.staff.queries import department_called
from app.reception.bulletin.rules import NewBulletin
from app.reception.bulletin.service import publish, read


def build(cast: Mapping[str, Actor]) -> None:
    """Publish them, and let most people read the first."""
    today = clock.today()
    week = NewBulletin(
        "本周安全宣传要点",
        "1. 接待时主动提醒客户检查软管是否老化。\n2. 周三下午 14:00–17:00 东区调压站检修，客户询问请按公告答复。",
        today,
        today + timedelta(days=6),
    )
    first = publish(week, by=cast["gao"])
    for username in ("fang", "chen", "ma", "su", "kong", "bai"):
        read(first.id, by=cast[username])
    wrong = NewBulletin("销控变化", "3-1201、3-1202 已认购。", today, today, department_called("销售部"))
    mistake = publish(wrong, by=cast["bai"])
    right = NewBulletin(
        "销控变化（更正）", "3-1201 已认购，3-1202 仍可推荐。", today, today, department_called("销售部"), mistake.id
    )
    read(publish(right, by=cast["bai"]).id, by=cast["su"])
