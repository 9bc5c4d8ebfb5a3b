"""Orders and deliveries of the demo office: those behind its complaints, and one more for each company."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.deliveries.queries import note_of
from app.complaints.deliveries.rules import NewDelivery
from app.complaints.deliveries.service import enter
from app.demo.papers import companies
from app.domain.actor import Actor
from app.domain.money import Fen, Rate
from app.extensions import db

PRICE = Fen(1250)


def build(cast: Mapping[str, Actor]) -> None:
    """Enter them as sales would; every second customer noted a ratio on his order."""
    by, today = cast["su"], clock.today()
    query = select(Complaint).where(Complaint.order_number.is_not(None), Complaint.material_number.is_not(None))
    for case in db.session.scalars(query.where(Complaint.customer_id.is_not(None)).order_by(Complaint.id)).all():
        order, material, customer_id = case.order_number or "", case.material_number or "", case.customer_id or 0
        if note_of(order, material, customer_id) is None:
            shipped, pieces = case.shipped_on or today - timedelta(days=30), case.quantity or 1000
            enter(NewDelivery(
                customer_id, order, material, f"JH{case.id:04}", case.unit or "片", pieces, pieces, shipped, PRICE,
                product=case.product, excess_ratio=Rate(50_000) if case.id % 2 else None, staff_id=by.staff_id,
            ), by=by)  # fmt: skip
    for n, customer in enumerate(companies(by)):
        shipped = today - timedelta(days=20 + n)
        enter(NewDelivery(
            customer.id, f"PO26{n:03}", f"PCB-{60 + n}", f"JH26{n:03}", "片", 2000, 2010, shipped, PRICE,
            product="双面线路板", staff_id=by.staff_id,
        ), by=by)  # fmt: skip
