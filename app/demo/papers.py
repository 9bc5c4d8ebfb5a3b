"""Papers of the demo office's companies: in order, ending soon, waiting for finance, and one renewal under way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from app import clock
from app.customers.files.models import Customer
from app.customers.papers import nightly, queries, service
from app.customers.papers.models import Paper
from app.customers.papers.rules import FINANCE, NewPaper
from app.domain.actor import Actor
from app.extensions import db
from app.jobs.service import enqueue
from app.web.language import DEFAULT


def companies(by: Actor) -> list[Customer]:
    """The companies that sales looks after, by number."""
    query = select(Customer).where(Customer.kind == "company", Customer.owner_id == by.staff_id)
    return list(db.session.scalars(query.where(Customer.merged_into_id.is_(None)).order_by(Customer.id).limit(5)))


def build(cast: Mapping[str, Actor]) -> None:
    """Enter them as sales would, and let sales and finance verify most of them."""
    today = clock.today()
    ends = (today + timedelta(days=900), today + timedelta(days=21), today, today + timedelta(days=400))
    for number, (customer, end) in enumerate(zip(companies(cast["su"]), ends, strict=False)):
        papers = [_enter(customer, one.id, end, number, cast["su"]) for one in queries.kinds()]
        service.save_invoicing(customer.id, _invoicing(customer, number), version=0, by=cast["su"])
        if number == 3:
            return  # these wait for verification
        tax = {one.id for one in queries.kinds() if one.checked_by == FINANCE}
        service.verify(customer.id, {one.id: 1 for one in papers if one.kind_id not in tax}, by=cast["bai"])
        service.verify(customer.id, {one.id: 1 for one in papers if one.kind_id in tax}, 1, by=cast["xu"])
        if number == 2:
            until, receipt = today + timedelta(days=30), "市场监督管理局换照受理回执，编号 2026-118"
            service.prove_renewal(papers[0].id, 2, until, receipt, by=cast["bai"])
    enqueue(nightly.KIND, nightly.SUBJECT, {"day": today.isoformat()}, by=cast["gao"], language=DEFAULT)


def _enter(customer: Customer, kind_id: int, end: date, number: int, by: Actor) -> Paper:
    new = NewPaper(kind_id, f"91330100MA27{number}{kind_id}41L", "市场监督管理局", end - timedelta(days=1000), end)
    return service.enter_paper(customer.id, new, by=by)


def _invoicing(customer: Customer, number: int) -> dict[str, str]:
    return {
        "title": customer.name, "tax_number": f"91330100MA27{number}XXXX", "bank": "工商银行开发区支行",
        "account": f"62220000111122{number}3", "address": customer.address or "开发区", "phone": customer.phone or "",
    }  # fmt: skip
