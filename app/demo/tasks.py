"""What the people of the demo office have to do, and the commands they gave each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.office.tasks import service
from app.office.tasks.kinds import Party
from app.office.tasks.service import NewCommand

COMMANDS = (  # giver, to, days from today, what, place, plan, control
    (
        "bai",
        "su",
        3,
        "走访红旗小区 2 单元，补齐用户联系电话",
        "红旗小区物业办公室",
        "分两天逐户走访，第三天录入",
        "抽查十户，电话能打通",
    ),
    ("bai", "fang", 0, "整理前厅资料架，撤下过期的价目表", "营业厅前厅", "闭店前完成", "下班前由店面负责人查看"),
    ("bai", "kong", 7, "汇总本月投诉的处理期限", "客户服务部", "每周五更新一次", "与登记簿逐件核对"),
    ("bai", "ma", 1, "复抄三号楼上月估抄的表", "三号楼", "上午抄完，下午录入", "与上月读数比较"),
    ("gao", "bai", 10, "提交下月回访计划", "总经理办公室", "先收各组计划，再汇总", "例会上逐项说明"),
    ("gao", "xu", 2, "核对预存余额与账本", "财务部", "按账户抽查五十户", "差异为零"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Six commands: two running, one done, one confirmed, one given back, one handed on."""
    first, second, third, fourth, _, sixth = (_give(cast, *words) for words in COMMANDS)
    service.finish(first, 1, "走访 32 户，补齐 30 户", by=cast["su"])
    service.finish(second, 1, "已撤下 6 份", by=cast["fang"])
    service.confirm(second, 2, "查看过，整齐", by=cast["bai"])
    service.give_back(third, 1, "登记簿本周在质量部门，下周才能核对", by=cast["kong"])
    service.hand_on(fourth, 1, cast["chen"].staff_id or 0, "明天外出送检", by=cast["ma"])
    service.finish(sixth, 1, "五十户无差异", by=cast["xu"])
    service.send_back(sixth, 2, "请附抽查名单", by=cast["gao"])


def _give(
    cast: Mapping[str, Actor], giver: str, to: str, days: int, what: str, place: str, plan: str, control: str
) -> int:
    due_on = clock.today() + timedelta(days=days)
    party = Party(staff_id=cast[to].staff_id)
    return service.give_command(NewCommand(party, what, due_on, place, plan, control, "written"), by=cast[giver])
