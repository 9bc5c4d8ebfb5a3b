"""A demo of consultations: one just begun, one with a deposit, one lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.consultations.service import change_consultation, open_consultation, reach
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db

HOUSES = (
    ("阳光花园 2 幢 301", 8_950, 12_000_000, "厨房打通，多留收纳"),
    ("碧水湾 15 号", 21_600, 38_000_000, "一楼给老人住，要无障碍"),
    ("新城国际 A 座 1802", 6_300, 8_000_000, "出租用，简单耐用"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Three consultations of customers of Su."""
    su, today = cast["su"], clock.today()
    owned = select(Customer.id).where(Customer.owner_id == su.staff_id).order_by(Customer.id).limit(len(HOUSES))
    made = []
    for customer_id, (address, area, budget, wishes) in zip(db.session.scalars(owned).all(), HOUSES, strict=True):
        about = {"house_address": address, "area_m2": area, "budget": Fen(budget), "wishes": wishes}
        opened = {"opened_on": today - timedelta(days=12), "adviser_id": su.staff_id, "source": "设计师"}
        made.append(open_consultation(customer_id, {**about, **opened}, by=su).id)
    reach(made[0], 1, "deposit", today - timedelta(days=9), amount=Fen(200_000), note="量房定金", by=su)
    reach(made[0], 2, "measuring", today - timedelta(days=5), amount=None, note=None, by=su)
    change_consultation(made[0], 3, {"measured": "层高 2.75 米，北墙有渗水"}, by=su)
    reach(made[1], 1, "lost", today - timedelta(days=2), amount=None, note="业主推迟装修", by=su)
