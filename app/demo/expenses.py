"""Expense claims of the demo office: cleared, refused by finance, refused by the check, and one that waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.expenses import service
from app.customers.expenses.rules import NewClaim
from app.customers.files.models import Customer
from app.customers.files.queries import card_visible
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db


def build(cast: Mapping[str, Actor]) -> None:
    """Claim for a customer on file and for one who is not; let finance decide."""
    su, xu, bai, today = cast["su"], cast["xu"], cast["bai"], clock.today()
    known = select(Customer.number).where(card_visible(su)).order_by(Customer.id).limit(1)
    number = db.session.scalars(known).one()
    dinner = NewClaim("entertainment", number, today - timedelta(days=6), Fen(38600), "洽谈冬季供气合同，四人工作餐")
    trip = NewClaim("travel", number, today - timedelta(days=4), Fen(12000), "往返客户厂区，查看调压箱位置")
    gift = NewClaim("gifts", number, today - timedelta(days=1), Fen(20000), "元旦台历二十本")
    first, second = service.claim(dinner, by=su), service.claim(trip, by=su)
    service.clear(first.id, first.version, by=xu)
    service.refuse(second.id, second.version, "车票与日期不符，请补正后另行申报。", by=xu)
    service.claim(NewClaim("entertainment", "城东新开饭店", today, Fen(26000), "初次拜访用餐"), by=su)
    service.claim(gift, by=bai)
