"""The return slip (成品退货单) and the sales-return certificate (销货退回证明单) as printed forms."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.complaints.allowances.documents import signers
from app.complaints.allowances.policy import RemedyPolicy
from app.complaints.returns import queries, rules
from app.complaints.returns.models import ReturnSlip
from app.complaints.returns.service import MATTER
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.decimals import divide
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.switches import office
from app.web.guard import SIGNED_IN
from app.web.language import say

_WHOLE = 1_000_000


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """A return slip ready for print; nothing in it is internal (K-21)."""

    number: str
    office: str
    made_on: str
    customer: str
    complaint: str
    order_number: str
    material: str
    product: str
    approved: str
    quantity: str
    price: str
    handling: str
    basis: str
    reason: str
    received: str
    received_on: str
    store_note: str
    ruled_by: str
    booked: str
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """A sales-return certificate ready for print, for the stamp of the buyer."""

    number: str
    office: str
    made_on: str
    customer: str
    order_number: str
    material: str
    product: str
    quantity: str
    price: str
    amount: str
    tax: str
    total: str
    capitals: str
    reason: str


SLIP = SlipPaper(
    number="TH2611-004",
    office="",
    made_on="2026-11-20",
    customer="宁波精密电路有限公司",
    complaint="261107",
    order_number="PO-2611",
    material="PCB-88",
    product="双面线路板",
    approved="1,000 片",
    quantity="1,000 片",
    price="￥12.50",
    handling="退回入库",
    basis="投诉 261107 号核决，2026-11-19",
    reason="板面划伤，客户来料检验不合格。",
    received="970 片",
    received_on="2026-11-23",
    store_note="外箱完好，实点 970 片。",
    ruled_by="高总",
    booked="970 片",
    signed=("苏销", "白管"),
)
CERTIFICATE = CertificatePaper(
    number="TH2611-004",
    office="",
    made_on="2026-11-23",
    customer="宁波精密电路有限公司",
    order_number="PO-2611",
    material="PCB-88",
    product="双面线路板",
    quantity="970 片",
    price="￥12.50",
    amount="￥12,125.00",
    tax="￥1,576.25",
    total="￥13,701.25",
    capitals="人民币壹万叁仟柒佰零壹元贰角伍分",
    reason="板面划伤，客户来料检验不合格。",
)


def documents() -> list[Document]:
    """The slip in four copies, two of them for sales (F-71, D-20), and the certificate (F-72)."""
    return [
        Document(
            key="return_slip",
            chinese="成品退货单",
            english=Text("Return slip for finished goods"),
            papers=("a5", "a4"),
            template="print/return_slip.html",
            permission=SIGNED_IN,
            load=slip,
            form_no="F-71",
            official=False,
            paged=True,
            copies=("一、业务部门存（跟踪）", "二、成品仓库存", "三、会计科存", "四、业务部门存"),
            example=lambda: SLIP,
            signatures=(N_("Written out by"), N_("(Deputy) manager"), N_("Store"), N_("Accounting")),
            used=Text("On the page of a return slip"),
        ),
        Document(
            key="sales_return",
            chinese="销货退回证明单",
            english=Text("Sales return certificate"),
            papers=("a5", "a4"),
            template="print/sales_return.html",
            permission=SIGNED_IN,
            load=certificate,
            form_no="F-72",
            official=False,
            copies=("会计科存",),
            example=lambda: CERTIFICATE,
            signatures=(N_("Written out by"), N_("Buyer")),
            stamp=N_("Stamp of the buyer"),
            used=Text("On the page of a return slip"),
        ),
    ]


def slip(actor: Actor, subject_id: int) -> SlipPaper:
    """A slip as it stands: the store and accounting add theirs (K-34, K-36). Raises NoResultFound."""
    row = queries.slip(subject_id, actor)
    one: ReturnSlip = row.ReturnSlip
    return SlipPaper(
        number=one.number,
        office=office().name,
        made_on=clock.local(one.made_at).date().isoformat(),
        customer=row.Customer.name if row.Customer else "",
        complaint=row.Complaint.number or "",
        order_number=one.order_number or "",
        material=one.material_number,
        product=one.product or "",
        approved=_pieces(one.approved_quantity, one),
        quantity=_pieces(one.slip_quantity, one),
        price=format_fen(one.price_fen, symbol=True),
        handling=say(Text(rules.HANDLINGS[one.handling])),
        basis=one.basis,
        reason=one.reason,
        received=_pieces(one.received_quantity, one),
        received_on=one.received_on.isoformat() if one.received_on else "",
        store_note=one.store_note or "",
        ruled_by=one.ruled_by or "",
        booked=_pieces(one.booked_quantity, one) if one.state in (rules.RECEIVED, rules.BOOKED) else "",
        signed=(one.made_by, *signers(queries.subject_of(one.id), matter=MATTER)[:1], one.received_by or ""),
    )


def certificate(actor: Actor, subject_id: int) -> CertificatePaper:
    """What the buyer stamps: what really came back, else what the slip says (F-72, K-38). Raises NoResultFound."""
    row = queries.slip(subject_id, actor)
    one: ReturnSlip = row.ReturnSlip
    amount = queries.expected(one)
    tax = Fen(divide(amount * policy.of(RemedyPolicy).tax_rate, _WHOLE))
    total = Fen(amount + tax)
    return CertificatePaper(
        number=one.number,
        office=office().name,
        made_on=clock.today().isoformat(),
        customer=row.Customer.name if row.Customer else "",
        order_number=one.order_number or "",
        material=one.material_number,
        product=one.product or "",
        quantity=_pieces(one.slip_quantity if one.booked_quantity is None else one.booked_quantity, one),
        price=format_fen(one.price_fen, symbol=True),
        amount=format_fen(amount, symbol=True),
        tax=format_fen(tax, symbol=True),
        total=format_fen(total, symbol=True),
        capitals=capitals(total),
        reason=one.reason,
    )


def _pieces(quantity: int | None, one: ReturnSlip) -> str:
    return "" if quantity is None else f"{quantity:,} {one.unit}"
