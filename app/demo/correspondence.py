"""Correspondence of the demo office: calls, a letter and a meeting; one question answered, one open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.customers.correspondence.rules import Answer, NewLetter
from app.customers.correspondence.service import record_letter
from app.demo.papers import companies
from app.domain.actor import Actor


def build(cast: Mapping[str, Actor]) -> None:
    """Record four exchanges with the companies of one sales person."""
    su, now = cast["su"], clock.now()
    for customer in companies(su)[:2]:
        record_letter(customer.id, NewLetter(
            now - timedelta(days=9), "来函要求核对上季度用气量", way="letter", counterpart="owner",
            course="已收来函原件并转抄表班核对。", asked="请书面说明上季度用气量增加的原因。",
        ), Answer("已书面说明：新增两台灶具所致，附抄表记录。", met=True, on=clock.today()), by=su)  # fmt: skip
        record_letter(customer.id, NewLetter(
            now - timedelta(hours=2), "来电询问冬季能否提高供气压力", counterpart_name="李经理",
            course="说明现行压力等级和增压所需条件。", result="约定技术人员上门查看。", asked="能否在下月前完成增压？",
        ), by=su)  # fmt: skip
