"""Lines in the registers of the demo office: today's, some entered later, one corrected, one struck out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.office.registers.service import correct, enter

PEOPLE = ("方前", "苏销", "孔诉")


def build(cast: Mapping[str, Actor]) -> None:
    """Write into the registers of the store and of the office."""
    today = clock.today()
    for back in range(4):
        day = today - timedelta(days=back)
        for n, name in enumerate(PEOPLE):
            late = (n + back) % 4 == 1
            came = "08:47" if late else f"08:2{n + back}"
            enter("attendance", day, {"person": name, "came": came, "left": "17:30", "late": late}, by=cast["fang"])
        ticks = dict.fromkeys(("facilities", "clean", "staff", "power", "locked"), True)
        enter("closing", day, {**ticks, "checked_by": PEOPLE[back % 3]}, by=cast["fang"])
    _store(cast)
    _office(cast)


def _store(cast: Mapping[str, Actor]) -> None:
    today, matter = clock.today(), "咨询旧房改造，请设计师跟进"
    cells = {"customer": "王小明", "phone": "13800000001", "matter": matter, "from": "方前", "to": "苏销"}
    wrong = enter("handover", today, cells, by=cast["fang"])
    correct(wrong.id, {**cells, "phone": "13800000011"}, "电话少记一位，已与客户核对", by=cast["su"])
    twice = enter("handover", today, {**cells, "remark": "重复"}, by=cast["fang"])
    correct(twice.id, None, "同一客户登记了两次", by=cast["bai"])
    problem = {"sort": "账单", "customer": "李建国", "problem": "未收到本月结算单", "times": "2", "handling": "已补发"}
    enter("problems", today - timedelta(days=1), {**problem, "solved": True}, by=cast["kong"])
    five = {"area": "洽谈区", "sort": True, "shine": True, "fault": "资料架凌乱，已整顿", "checked_by": "方前"}
    enter("five_s", today, five, by=cast["fang"])


def _office(cast: Mapping[str, Actor]) -> None:
    today = clock.today()
    course = {"subject": "服务礼仪与电话应答", "trainer": "白管", "attended": "方前、苏销、孔诉", "hours": "2"}
    enter("training", today - timedelta(days=2), course, by=cast["bai"])
    letter = {"way": "收", "unit": "市燃气管理处", "their_number": "燃管〔2026〕18 号", "title": "冬季供气安全检查通知"}
    enter("letters", today - timedelta(days=3), {**letter, "copies": "1", "person": "白管"}, by=cast["fang"])
    sealed = {"paper": "供气合同（红旗小吃店）", "seal": "合同专用章", "copies": "2"}
    enter("seals", today, {**sealed, "asked_by": "苏销", "approved_by": "高总", "sealed_by": "方前"}, by=cast["fang"])
    watch = {"holiday": "元旦", "on": (today + timedelta(days=10)).isoformat(), "person": "孔诉"}
    enter("holiday_watch", today, {**watch, "phone": "13800000004"}, by=cast["bai"])
