"""The voucher (传票) as a printed form."""

from __future__ import annotations

from dataclasses import dataclass

from app.complaints.vouchers import queries, rules
from app.complaints.vouchers.feature import SEE
from app.complaints.vouchers.models import Voucher
from app.complaints.vouchers.policy import VoucherPolicy
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class VoucherPaper:
    """A voucher ready for print; `lines` are summary, account, debit and credit."""

    number: str
    customer_id: int | None
    office: str
    booked_on: str
    kind: str
    customer: str
    complaint: str
    paper: str
    quantity: str
    reverses: str
    lines: tuple[tuple[str, str, str, str], ...]
    total: str
    capitals: str
    signed: tuple[str, ...]


EXAMPLE = VoucherPaper(
    number="CP2611-002",
    customer_id=None,
    office="",
    booked_on="2026-11-24",
    kind="销货退回",
    customer="宁波精密电路有限公司",
    complaint="261107",
    paper="TH2611-004",
    quantity="970",
    reverses="",
    lines=(
        ("投诉 261107 退货", "主营业务收入", "12,125.00", ""),
        ("", "应交税费—应交增值税（销项税额）", "1,576.25", ""),
        ("", "应收账款", "", "13,701.25"),
    ),
    total="￥13,701.25",
    capitals="人民币壹万叁仟柒佰零壹元贰角伍分",
    signed=("徐财",),
)


def documents() -> list[Document]:
    """The voucher for what accounting booked (F-73)."""
    return [
        Document(
            key="voucher",
            chinese="传票",
            english=Text("Voucher"),
            papers=("a5", "a4"),
            template="print/voucher.html",
            permission=SEE.name,
            load=voucher,
            form_no="F-73",
            example=lambda: EXAMPLE,
            signatures=(N_("Prepared by"), N_("Reviewed by"), N_("Head of accounting")),
            used=Text("On the page of a voucher"),
        )
    ]


def voucher(actor: Actor, subject_id: int) -> VoucherPaper:
    """A voucher as it was booked. Raises NoResultFound for what this actor may not know of."""
    row = queries.voucher(subject_id, actor)
    one: Voucher = row.Voucher
    total = Fen(one.amount_fen + one.tax_fen)
    return VoucherPaper(
        number=one.number,
        customer_id=row.Complaint.customer_id,
        office=office().name,
        booked_on=one.booked_on.isoformat(),
        kind=say(Text(rules.KINDS[one.kind])),
        customer=row.Customer.name if row.Customer else "",
        complaint=row.Complaint.number or "",
        paper=queries.papers_of([row]).get(one.subject, ""),
        quantity="" if one.quantity is None else f"{one.quantity:,}",
        reverses=queries.number_of(one.reverses_id) if one.reverses_id else "",
        lines=tuple(_line(one, place, line) for place, line in enumerate(lines_of(one))),
        total=format_fen(total, symbol=True),
        capitals=capitals(total),
        signed=(one.by,),
    )


def lines_of(one: Voucher) -> tuple[rules.Line, ...]:
    """The lines of a voucher with the accounts of the day on which it was booked."""
    known = policy.of(VoucherPolicy, on=one.booked_on)
    return rules.lines(Fen(one.amount_fen), Fen(one.tax_fen), (known.income, known.tax, known.receivables))


def _line(one: Voucher, place: int, line: rules.Line) -> tuple[str, str, str, str]:
    debit = format_fen(line.debit) if line.debit is not None else ""
    credit = format_fen(line.credit) if line.credit is not None else ""
    return (one.words if place == 0 else "", line.account, debit, credit)
