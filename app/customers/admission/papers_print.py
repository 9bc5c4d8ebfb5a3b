"""What stands on the papers of admission."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A step of an approval ready for print."""

    label: str
    who: str
    decision: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper that the customer brought: its name, how it stood, until when it holds."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class OpeningPaper:
    """The account-opening approval form ready for print (F-52)."""

    number: str
    customer_id: int | None
    office: str
    customer: str
    purpose: str
    applied_by: str
    applied_on: str
    papers: tuple[Listed, ...]
    steps: tuple[Sign, ...]
    result: str
    state: str


@dataclass(frozen=True, slots=True)
class DisqualificationPaper:
    """The record of a disqualification ready for print (C-60)."""

    number: str
    customer_id: int | None
    office: str
    customer: str
    decided_on: str
    ground: str
    facts: str
    proposed_by: str
    steps: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class DataPaper:
    """The data of an admitted customer for finance and the plant office, ready for print (C-57, D-25)."""

    office: str
    number: str
    customer: str
    address: str
    contact: str
    phone: str
    uscc: str
    owner: str
    admitted_on: str
    title: str
    tax_number: str
    bank: str
    account: str
    invoice_address: str
    invoice_phone: str


SIGNS = (
    Sign("销售", "白管", "同意", "证照已核对原件", "2026-11-20 09:40"),
    Sign("财务", "徐财", "同意", "税务登记与开票资料无误", "2026-11-20 10:15"),
    Sign("总经理", "高总", "同意", "", "2026-11-20 11:02"),
)
OPENING_EXAMPLE = OpeningPaper(
    number="KH2611-001",
    customer_id=None,
    office="",
    customer="C000001 东方机械有限公司",
    purpose="每月采购液化气约二十吨，十二月起供",
    applied_by="苏销",
    applied_on="2026-11-20 09:10",
    papers=(
        Listed("营业执照", "有效，至 2029-06-30"),
        Listed("税务登记证（国税）", "有效，至 2029-06-30"),
        Listed("组织机构代码证", "有效，至 2029-06-30"),
        Listed("开票资料", "已核实"),
    ),
    steps=SIGNS,
    result="同意开户，准予往来",
    state="approved",
)
DISQUALIFICATION_EXAMPLE = DisqualificationPaper(
    number="KH2611-002",
    customer_id=None,
    office="",
    customer="C000002 长江贸易有限公司",
    decided_on="2026-11-20",
    ground="提供虚假信息、欺诈或严重失信",
    facts="所交营业执照经向登记机关查询系伪造，复函附后。",
    proposed_by="白管",
    steps=SIGNS[2:],
)
DATA_EXAMPLE = DataPaper(
    office="",
    number="KH2611-001",
    customer="C000001 东方机械有限公司",
    address="开发区机械路一号",
    contact="李经理",
    phone="010-60234560",
    uscc="91110000600037341L",
    owner="苏销",
    admitted_on="2026-11-20",
    title="东方机械有限公司",
    tax_number="91110000600037341L",
    bank="工商银行开发区支行",
    account="6222000011112222",
    invoice_address="开发区机械路一号",
    invoice_phone="010-60234560",
)
