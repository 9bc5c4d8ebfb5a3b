"""The papers of liability as they stand in print, each with a filled example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharingPaper:
    """Who bears the loss of a complaint, ready for print; internal: it never leaves the office."""

    number: str
    office: str
    state: str
    judged_on: str
    matter: str
    loss: str
    loss_words: str
    together: str
    shares: tuple[Row, ...]
    people: tuple[Row, ...]
    reason: str
    judged_by: str


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """The losses shared in a month, ready for print (P-10, P-11)."""

    office: str
    month: str
    printed_on: str
    people: tuple[Row, ...]
    bearers: tuple[Row, ...]
    published: tuple[Row, ...]
    total: str


SHARING_EXAMPLE = SharingPaper(
    number="261103",
    office="",
    state="判定生效",
    judged_on="2026-12-22",
    matter="板面划伤，客户来料检验退货",
    loss="￥6,000.00",
    loss_words="人民币陆仟元整",
    together="制造部、质量管理部",
    shares=(
        Row(("班组", "甲班", "储存或搬运不当", "70%", "￥4,200.00")),
        Row(("个人", "苏销", "特殊品质要求未传达", "20%", "￥1,200.00")),
        Row(("供应商或其他公司", "华东覆铜板厂", "", "10%", "￥600.00")),
    ),
    people=(
        Row(("马抄", "甲班", "￥4,200.00 ÷ 120 × 70", "￥2,450.00", "扣发奖金", "已决定")),
        Row(("方前", "甲班", "￥4,200.00 ÷ 120 × 50", "￥1,750.00", "扣发奖金", "待核定")),
        Row(("苏销", "苏销", "￥1,200.00", "￥1,200.00", "警告", "待核定")),
    ),
    reason="经查搬运未用隔板，包装要求未写入订单。",
    judged_by="孔诉",
)
MONTH_EXAMPLE = MonthPaper(
    office="",
    month="2026-11",
    printed_on="2026-12-05",
    people=(
        Row(("马抄", "营业厅", "1", "￥2,450.00", "￥2,450.00")),
        Row(("苏销", "销售部", "2", "￥1,700.00", "￥1,200.00")),
    ),
    bearers=(
        Row(("责任部门", "营业厅", "1", "￥4,200.00")),
        Row(("责任部门", "销售部", "2", "￥1,700.00")),
        Row(("供应商或其他公司", "华东覆铜板厂", "1", "￥600.00")),
    ),
    published=(Row(("WJ2611-002", "261103", "苏销", "销售部", "订单注记错误", "警告", "高总", "2026-11-30")),),
    total="￥6,500.00",
)
