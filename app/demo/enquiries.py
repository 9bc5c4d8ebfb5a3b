"""Enquiries of the demo office: one done at once, one handed over, one of weight, one asked again, one with a slip."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.queries import department_called
from app.reception.enquiries.models import Enquiry
from app.reception.enquiries.rules import NewEnquiry
from app.reception.enquiries.service import NewSlip, accept, finish, give_back, hand_on, register, write_slip


def build(cast: Mapping[str, Actor]) -> None:
    """Register them and let their people see to some of them."""
    ids = {username: actor.staff_id or 0 for username, actor in cast.items()}
    hours = register(
        NewEnquiry("王女士", "国庆期间营业厅几点开门？", channel="phone", phone="13911112222"), by=cast["fang"]
    )
    finish(hours.id, hours.version, "已答复：10 月 1 日至 3 日休息，其余 9:00–16:00。", by=cast["fang"])
    stove = NewEnquiry("李建国", "灶具点火后自动熄灭，昨晚已报修，无人上门。", "problem", "counter", "13700001111")
    broken = register(stove, by=cast["fang"])
    hand_on(broken.id, broken.version, ids["kong"], "客户年纪大，请先电话联系。", by=cast["fang"])
    accept(broken.id, _version(broken), by=cast["kong"])
    again = NewEnquiry("李建国", "问什么时候有人上门。", "problem", "phone", "13700001111", matter_of_id=broken.id)
    register(again, by=cast["chen"])
    slip = NewSlip(
        department_called("客户服务部") or 0, "请今日安排上门检查表具和灶前阀。", ids["kong"], "已电话指导关阀通风。"
    )
    write_slip(broken.id, _version(broken), slip, by=cast["kong"])
    press = NewEnquiry("晚报记者赵先生", "要求就停气通知接受采访。", "request", "phone", "13655554444", weighty=True)
    register(press, by=cast["chen"])
    move = register(NewEnquiry("周小姐", "想咨询商铺改造后增容的手续。", "request", phone="13566667777"), by=cast["ma"])
    hand_on(move.id, move.version, ids["su"], None, by=cast["ma"])
    give_back(move.id, _version(move), "增容由客户服务部受理，请转客户服务部。", by=cast["su"])
    hand_on(move.id, _version(move), ids["bai"], "按退回意见转办。", by=cast["ma"])


def _version(one: Enquiry) -> int:
    db.session.refresh(one)
    return one.version
