"""The usual causes, from which an office starts: the fifteen of K-43 and the five of property, K-69."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UsualCause:
    """A cause as it is shipped; the name is the office's data from then on."""

    key: str
    name: str
    scheme: str
    sanction_rule: str | None = None


# In the order of K-43: each names the rule of conduct of the same number.
_FACTORY = (
    "单据或附样错误",
    "财务错误",
    "未按制作规范备料、用料",
    "不良品混入良品",
    "未经客户同意超出允收范围出货",
    "擅自删减生产资料",
    "特殊品质要求未传达",
    "订单注记错误",
    "延迟交货",
    "装车错误",
    "送货单错误",
    "储存或搬运不当",
    "标签与规定不符",
    "检验数据不符",
    "其他",
)
_PROPERTY = (
    ("property_service", "服务"),
    ("property_fees", "收费"),
    ("property_culture", "社区文化活动"),
    ("property_emergencies", "突发事件"),
    ("property_neighbours", "邻里关系"),
)

CAUSES = (
    *(
        UsualCause(f"cause_{number}", name, "factory", f"complaints.cause_{number}")
        for number, name in enumerate(_FACTORY, 1)
    ),
    *(UsualCause(key, name, "property") for key, name in _PROPERTY),
)
