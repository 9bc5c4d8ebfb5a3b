"""Referrals of the demo office: one expected today, one for next week, one that lapsed, a customer of the company."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.reception.referrals.rules import NewCompanyCustomer, NewReferral
from app.reception.referrals.service import announce, register, register_company


def build(cast: Mapping[str, Actor]) -> None:
    """Register them as the people of the office would."""
    today = clock.today()
    expected = NewReferral("李小红", "13900008801", "大学同学", today, private=True, note="想看两居室")
    announce(register(expected, by=cast["xu"]).id, 1, "白管", by=cast["bai"])
    register(NewReferral("周大海", "13900008802", "表哥", today + timedelta(days=6), private=True), by=cast["ma"])
    register(NewReferral("钱多多", "13900008803", "邻居", today, private=True), by=cast["chen"])
    chairman = NewCompanyCustomer("孙董友", "13900008804", "高总", "在行业年会上向高总打听项目，尚未来过。")
    register_company(chairman, by=cast["bai"])
