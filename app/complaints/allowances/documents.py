"""The sales allowance certificate (销货折让证明单) as a printed form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import clock
from app.complaints.allowances import queries, rules
from app.complaints.allowances.models import Allowance
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.approvals.queries import standing
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.guard import SIGNED_IN


@dataclass(frozen=True, slots=True)
class AllowancePaper:
    """A certificate ready for print; nothing in it is internal (K-21)."""

    number: str
    customer_id: int | None
    office: str
    made_on: str
    customer: str
    complaint: str
    product: str
    invoice: str
    invoice_on: str
    quantity: str
    price: str
    amount: str
    tax: str
    total: str
    capitals: str
    reason: str
    signed: tuple[str, ...]
    state: str


EXAMPLE = AllowancePaper(
    number="ZR2611-003",
    customer_id=None,
    office="",
    made_on="2026-11-20",
    customer="宁波精密电路有限公司",
    complaint="261107",
    product="双面线路板",
    invoice="24332000000012345678",
    invoice_on="2026-11-02",
    quantity="1,000 片",
    price="￥0.80",
    amount="￥800.00",
    tax="￥104.00",
    total="￥904.00",
    capitals="人民币玖佰零肆元整",
    reason="板面轻微划伤，经协商同意降价接收。",
    signed=("苏销", "白管", "高总"),
    state="approved",
)


def documents() -> list[Document]:
    """The certificate in two copies (F-70, K-32)."""
    return [
        Document(
            key="allowance",
            chinese="销货折让证明单",
            english=Text("Sales allowance certificate"),
            papers=("a5", "a4"),
            template="print/allowance.html",
            permission=SIGNED_IN,
            load=allowance,
            form_no="F-70",
            paged=True,
            copies=("一、业务部门存", "二、会计科存"),
            example=lambda: EXAMPLE,
            signatures=(N_("Written out by"), N_("(Deputy) manager"), N_("(Deputy) general manager")),
            stamp=N_("Stamp of the customer"),
            used=Text("On the page of an allowance"),
            unfinished=_unfinished,
        )
    ]


def allowance(actor: Actor, subject_id: int) -> AllowancePaper:
    """A certificate as it stands. Raises NoResultFound for what this actor may not know of."""
    row = queries.allowance(subject_id, actor)
    one: Allowance = row.Allowance
    total = Fen(one.amount_fen + one.tax_fen)
    return AllowancePaper(
        number=one.number,
        customer_id=one.customer_id,
        office=office().name,
        made_on=clock.local(one.made_at).date().isoformat(),
        customer=row.Customer.name if row.Customer else "",
        complaint=row.Complaint.number or "",
        product=one.product or "",
        invoice=one.invoice_number or "",
        invoice_on=one.invoice_on.isoformat() if one.invoice_on else "",
        quantity=f"{one.quantity:,} {row.Complaint.unit or ''}".strip() if one.quantity is not None else "",
        price=format_fen(one.price_fen, symbol=True) if one.price_fen is not None else "",
        amount=format_fen(one.amount_fen, symbol=True),
        tax=format_fen(one.tax_fen, symbol=True),
        total=format_fen(total, symbol=True),
        capitals=capitals(total),
        reason=one.reason,
        signed=(one.made_by, *signers(queries.subject_of(one.id))),
        state=one.state,
    )


def signers(subject: str, *, matter: str = "remedies.allowance") -> list[str]:
    """Who said yes to a certificate or slip, in the order of the steps."""
    told = standing(subject, matter=matter)
    voices = told.voices if told and told.state == "approved" else ()
    return [one.who for one in voices if one.said in ("approve", "own", "counted")]


def _unfinished(values: Mapping[str, Any]) -> Text | None:
    if values["state"] in (rules.DRAFT, rules.SUBMITTED):
        return Text("This certificate is not approved yet: it may be looked at, not printed.")
    return Text("This certificate is void.") if values["state"] == rules.VOID else None
