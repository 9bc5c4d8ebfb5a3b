"""Papers of customers for tests: su enters them, bai verifies for sales and xu for finance."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app import clock
from app.customers.files.models import Customer
from app.customers.papers import queries, service
from app.customers.papers.models import Paper, PaperKind
from app.customers.papers.rules import NewPaper
from app.extensions import db
from tests.factories import actor

LICENCE = bytes.fromhex(  # the smallest picture there is
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8ffffff7f0009fb03fd"
    "05434504d20000000049454e44ae426082"
)
LONG = date(2029, 6, 30)
DATA = {
    "title": "东方机械有限公司",
    "tax_number": "91110000600037341L",
    "bank": "工商银行开发区支行",
    "account": "6222000011112222",
    "address": "开发区1号",
    "phone": "010-60234560",
}


def kind_id(key: str) -> int:
    """The id of a shipped kind of paper."""
    return db.session.scalars(select(PaperKind.id).where(PaperKind.key == key)).one()


def enter(customer: Customer, key: str, *, until: date | None = LONG, number: str = "91-OLD", by: str = "su") -> Paper:
    """A paper that waits for verification."""
    return service.enter_paper(customer.id, NewPaper(kind_id(key), number, expires_on=until), by=actor(by))


def verified(customer: Customer, key: str, *, until: date | None = LONG) -> Paper:
    """A paper that sales or finance has verified."""
    made = enter(customer, key, until=until)
    checker = "bai" if queries.kind(made.kind_id).checked_by == "sales" else "xu"
    service.verify(customer.id, {made.id: 1}, by=actor(checker))
    return made


def invoicing(customer: Customer) -> None:
    """Invoicing data that waits for finance."""
    service.save_invoicing(customer.id, DATA, version=0, by=actor("su"))


def all_papers(customer: Customer, *, until: date = LONG, finance: bool = True) -> None:
    """Everything a company must bring, verified by sales, and by finance where wanted."""
    for key in ("business_licence", "organisation_code"):
        verified(customer, key, until=until)
    for key in ("national_tax", "local_tax"):
        verified(customer, key, until=until) if finance else enter(customer, key, until=until)
    invoicing(customer)
    if finance:
        service.verify(customer.id, {}, 1, by=actor("xu"))


def travel(moment: datetime) -> None:
    """Let it be another moment, for the program and for what it keeps in this transaction."""
    clock.set_up(ZoneInfo("Asia/Shanghai"), moment)
    db.session.rollback()
