"""The papers of conduct as they stand in print, each with a filled example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A reward-punishment notice (奖罚通知单) ready for print: every field as it stands on the paper."""

    number: str
    customer_id: int | None
    office: str
    department: str
    person: str
    happened_on: str
    rule: str
    facts: str
    sanction: str
    amount: str
    amount_words: str
    from_month: str
    way: str
    proposed_by: str
    decided_by: str
    decided_on: str
    decision: str


@dataclass(frozen=True, slots=True)
class PersonnelPaper:
    """A personnel notice (人事公布单) ready for print; it is posted, so that it tells no facts and no money."""

    number: str
    customer_id: int | None
    office: str
    department: str
    person: str
    happened_on: str
    rule: str
    sanction: str
    words: str
    decided_by: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the report."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """The penalties and deductions of a month ready for print (P-31)."""

    office: str
    month: str
    printed_on: str
    state: str
    penalties: tuple[Row, ...]
    deductions: tuple[Row, ...]
    total: str


NOTICE_EXAMPLE = NoticePaper(
    number="WJ2611-001",
    customer_id=None,
    office="",
    department="销售部",
    person="苏销",
    happened_on="2026-11-18",
    rule="抢客、争客或怠慢客户",
    facts="当日上午接待顺序外的客户，经现场核实属实。",
    sanction="扣发奖金",
    amount="￥300.00",
    amount_words="人民币叁佰元整",
    from_month="2026-11",
    way="每月最多扣效益奖金的 50%，不足部分逐月续扣。",
    proposed_by="白管",
    decided_by="高总",
    decided_on="2026-11-20",
    decision="同意。",
)
PERSONNEL_EXAMPLE = PersonnelPaper(
    number="WJ2611-002",
    customer_id=None,
    office="",
    department="销售部",
    person="苏销",
    happened_on="2026-11-18",
    rule="订单注记错误",
    sanction="警告",
    words="经核定，对销售部苏销处以警告处分，特此公布。",
    decided_by="高总",
    decided_on="2026-11-20",
)
REPORT_EXAMPLE = ReportPaper(
    office="",
    month="2026-11",
    printed_on="2026-12-01",
    state="已结算",
    penalties=(
        Row(("WJ2611-001", "2026-11-18", "苏销", "销售部", "抢客、争客或怠慢客户", "扣发奖金", "￥1,700.00",
             "高总", "2026-11-20", "已决定")),
    ),
    deductions=(
        Row(("苏销", "销售部", "￥1,200.00", "￥600.00", "WJ2611-001", "￥1,700.00", "￥0.00", "￥600.00",
             "￥1,100.00")),
    ),
    total="从奖金扣款：￥600.00。退回：￥0.00。",
)  # fmt: skip
