"""The values of the printed decision sheet and of the printed objection, with filled examples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """What somebody said; a stand-in signs with 代 and the name of whom he stands in for."""

    label: str
    who: str
    decision: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """A decision ready for print."""

    number: str
    customer_id: int | None
    office: str
    customer: str
    matter: str
    goods: str
    quantity: str
    defective: str
    wanted: str
    opinion: str
    basis: str
    upheld: str
    remedies: str
    amount: str
    amount_words: str
    return_quantity: str
    words: str
    for_customer: str
    proposed: str
    state: str
    outcome: str
    steps: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class ObjectionPaper:
    """An objection ready for print, in the layout of a petition."""

    number: str
    customer_id: int | None
    office: str
    subject: str
    customer: str
    whose: str
    author: str
    department: str
    sent_at: str
    decided: str
    granted: str
    amount: str
    body: str
    state: str
    outcome: str
    steps: tuple[Sign, ...]


DECISION_EXAMPLE = DecisionPaper(
    number="261107",
    customer_id=None,
    office="",
    customer="C000123 华东电子有限公司",
    matter="板面划伤",
    goods="PO-26110 / HD-4471 / 四层板",
    quantity="5,000 片",
    defective="320 片",
    wanted="退货",
    opinion="划伤发生在我方包装工序，责任成立，建议退回不良品并折让运费。",
    basis="按金额核决权限",
    upheld="成立",
    remedies="退货、折让",
    amount="￥6,400.00",
    amount_words="人民币陆仟肆佰元整",
    return_quantity="320 片",
    words="同意退回不良品 320 片，折让运费 400 元，改善措施列入追踪。",
    for_customer="我司同意退回不良品 320 片，并承担往返运费。",
    proposed="孔诉 2026-11-20 10:20",
    state="approved",
    outcome="已核决",
    steps=(
        Sign("销售经理", "白管", "同意", "情况属实。", "2026-11-20 14:05"),
        Sign("副总经理", "徐财", "同意", "按此办理。", "2026-11-20 16:40"),
    ),
)

OBJECTION_EXAMPLE = ObjectionPaper(
    number="261107",
    customer_id=None,
    office="",
    subject="对客户投诉决定的异议 261107 板面划伤",
    customer="C000123 华东电子有限公司",
    whose="本部门不同意",
    author="吴造",
    department="制造部",
    sent_at="2026-11-23 09:10",
    decided="同意退回不良品 320 片，折让运费 400 元。",
    granted="成立 · 退货、折让",
    amount="￥6,400.00",
    body="经复检，其中 120 片为客户作业造成的刮痕，请重新核定退回数量。",
    state="allowed",
    outcome="异议成立",
    steps=(Sign("总经理", "高总", "同意", "重新核定。", "2026-11-23 15:30"),),
)
