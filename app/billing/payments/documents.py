"""The receipt (收款收据) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.payments.feature import CHANNELS
from app.billing.payments.models import Payment
from app.billing.receivables.models import Allocation
from app.billing.statements.models import Statement
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.extensions import db
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.web.language import say

REVERSAL = "冲销"  # a word of the form itself, the same in every language


@dataclass(frozen=True, slots=True)
class PaidPaper:
    """One statement that the money was set against: its number, its period, and the amount in yuan."""

    number: str
    period: str
    amount: str


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A receipt ready for print: every field is written as it stands on the paper."""

    number: str
    customer_id: int
    mark: str
    remark: str
    office: str
    reach: str
    paid_on: str
    account: str
    name: str
    place: str
    payer: str
    channel: str
    reference: str
    amount: str
    amount_words: str
    tendered: str
    change: str
    paid: tuple[PaidPaper, ...]
    to_prepaid: str
    prepaid_after: str
    taken_by: str
    taken_at: str


EXAMPLE = ReceiptPaper(
    number="R2611-000001",
    customer_id=0,
    mark="",
    remark="",
    office="",
    reach="",
    paid_on="2026-11-30",
    account="10000001",
    name="王小明",
    place="红旗街道湖西路 5 号 2 单元 1204 室",
    payer="",
    channel="现金",
    reference="",
    amount="￥100.00",
    amount_words="人民币壹佰元整",
    tendered="￥120.00",
    change="￥20.00",
    paid=(PaidPaper("S202611-00001", "2026-11", "￥83.33"),),
    to_prepaid="￥16.67",
    prepaid_after="￥16.67",
    taken_by="陈收",
    taken_at="2026-11-30 09:12",
)


def documents() -> list[Document]:
    """The receipt; its first print is kept."""
    return [
        Document(
            key="receipt",
            chinese="收款收据",
            english=Text("Receipt"),
            papers=("a5", "a4", "80mm"),
            template="print/receipt.html",
            permission="billing.payments.see",
            load=receipt,
            keep=True,
            copies=("客户联", "存根联"),
            example=lambda: EXAMPLE,
            blank_rows=3,
            signatures=(N_("Cashier"), N_("Customer's signature")),
            stamp=N_("Stamp"),
            used=Text("On the page of a payment"),
        )
    ]


def receipt(actor: Actor, subject_id: int) -> ReceiptPaper:
    """The receipt of a payment, or of the row that took one back. Raises NoResultFound."""
    payment, account = db.session.execute(
        select(Payment, GasAccount)
        .join(GasAccount, GasAccount.id == Payment.account_id)
        .where(Payment.id == subject_id, visible(actor))
    ).one()
    office = policy.of(OfficePolicy)
    return ReceiptPaper(
        number=payment.number,
        customer_id=payment.customer_id,
        mark=REVERSAL if payment.reverses_id else "",
        remark=_remark(payment),
        office=office.name,
        reach="  ".join(filter(None, (office.phone, office.address))),
        paid_on=payment.paid_on.isoformat(),
        account=account.number,
        name=account.name,
        place=account.address,
        payer=payment.payer or "",
        channel=say(Text(CHANNELS[payment.channel])),
        reference=payment.reference or "",
        amount=_yuan(payment.amount),
        amount_words=capitals(payment.amount),
        tendered=_yuan(payment.tendered),
        change=_yuan(payment.change),
        paid=_paid(payment.id),
        to_prepaid=_yuan(payment.to_prepaid) if payment.to_prepaid else "",
        prepaid_after=_yuan(payment.prepaid_after),
        taken_by=payment.taken_by,
        taken_at=clock.local(payment.taken_at).strftime("%Y-%m-%d %H:%M"),
    )


def _remark(payment: Payment) -> str:
    if payment.reverses_id is None:
        return ""
    original = db.session.execute(select(Payment.number).where(Payment.id == payment.reverses_id)).scalar_one()
    return f"{REVERSAL} {original}  {payment.reason or ''}".strip()


def _paid(payment_id: int) -> tuple[PaidPaper, ...]:
    total = func.sum(Allocation.amount)
    query = (
        select(Statement.number, Statement.period, total)
        .join(Allocation, Allocation.statement_id == Statement.id)
        .where(Allocation.payment_id == payment_id)
        .group_by(Statement.id, Statement.number, Statement.period)
        .having(total != 0)
        .order_by(Statement.period, Statement.id)
    )
    rows = db.session.execute(query)
    return tuple(PaidPaper(number or "", period, _yuan(amount)) for number, period, amount in rows)


def _yuan(fen: Fen | None) -> str:
    return "" if fen is None else format_fen(fen, symbol=True)
