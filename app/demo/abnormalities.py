"""Abnormality slips of the demo office: one with its unit, one answered, one closed because it helped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.complaints.abnormalities import service
from app.complaints.abnormalities.rules import NewSlip
from app.domain.actor import Actor
from app.office.staff.queries import department_called

SLIPS = (  # what, wanted, cause, measure, effect
    (
        "来料外箱标签与送货单批号不一致，客户已自行核对使用，未造成损失。",
        "查明标签贴错的原因，防止再发。",
        "换批时上一批余标未清出。",
        "换批时余标当班销毁，由组长签名确认。",
        "连续四周抽查无误。",
    ),
    (
        "送货单少盖收货章，客户仓库补盖后入库。",
        "出货前核对单据用章。",
        "值班人员对新单据格式不熟悉。",
        "出货台张贴用章样张，交接班核对。",
        None,
    ),
    ("客户反映热线电话上午占线时间较长，无损失。", "统计上午来电量，提出增加线路的意见。", None, None, None),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Open them, and let the unit and whoever opened them see to two."""
    unit = department_called("客户服务部") or 0
    for n, (what, wanted, cause, measure, effect) in enumerate(SLIPS):
        new = NewSlip(clock.today() - timedelta(days=n + 1), what, unit, wanted)
        made = service.open_slip(new, by=cast["su"])
        if cause and measure:
            service.answer(made.id, 1, cause, measure, by=cast["kong"])
        if effect:
            service.close(made.id, 2, effect, by=cast["su"])
