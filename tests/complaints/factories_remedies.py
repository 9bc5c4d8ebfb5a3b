"""Deliveries and approved decisions as tests of remedies need them."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.complaints.decisions.models import ComplaintDecision
from app.complaints.deliveries.models import DeliveryNote
from app.complaints.deliveries.rules import NewDelivery
from app.complaints.deliveries.service import enter
from app.customers.files.models import Customer
from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.office.approvals.service import seed
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case
from tests.customers.factories_customers import a_customer


def an_office() -> None:
    """Heads, a general manager, and the shipped chains of approval."""
    factories.make_posts()
    seed(by=OPERATOR)


def a_buyer(name: str = "宁波精密电路有限公司", **values: Any) -> Customer:
    """A company that buys from the office."""
    return a_customer(name, owner="su", **{"kind": "company", "phone": "13800000077", **values})


def a_delivery(customer_id: int, **values: Any) -> DeliveryNote:
    """One thousand boards at 12.50 yuan each, shipped on 2 November."""
    plain = {
        "order_number": "PO-2611", "material_number": "PCB-88", "note_number": "JH-0042", "unit": "片", "ordered": 1000,
        "delivered": 1000, "shipped_on": date(2026, 11, 2), "price_fen": Fen(1250), "product": "双面线路板",
        "staff_id": factories.staff_id("su"),
    }  # fmt: skip
    return enter(NewDelivery(customer_id, **{**plain, **values}), by=factories.actor("su"))


def a_decided_case(customer_id: int, *, remedies: tuple[str, ...] = ("return",), **decision: Any) -> int:
    """A complaint of this customer about the boards, handled by su, with an approved decision."""
    complaint_id = make_case(
        customer_id=customer_id, order_number="PO-2611", material_number="PCB-88", product="双面线路板", unit="片",
        handler_id=factories.staff_id("su"), quality_analysis="内部机密",
    )  # fmt: skip
    decide(complaint_id, remedies=remedies, **decision)
    return complaint_id


def decide(complaint_id: int, *, remedies: tuple[str, ...] = ("return",), **values: Any) -> ComplaintDecision:
    """An approved decision on a complaint: up to 10,000 yuan, 1,000 pieces to come back."""
    plain = {
        "basis": "amount", "upheld": True, "amount_fen": Fen(1_000_000), "return_quantity": 1000, "state": "approved",
        "words": "内部意见", "for_customer": "同意退货折让", "proposed_by": "test", "decided_by": "高总",
        "decided_on": date(2026, 11, 19),
    }  # fmt: skip
    with unit_of_work(by=OPERATOR) as work:
        made = ComplaintDecision(
            complaint_id=complaint_id, remedies=list(remedies), proposed_at=work.at, **{**plain, **values}
        )
        work.session.add(made)
        work.session.flush()
    return made
