"""Classification schemes of the demo office, and customers who were classed and classed anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from app import clock
from app.customers.classes import queries, service
from app.customers.classes.models import ClassScheme
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable
from app.domain.actor import Actor
from app.extensions import db

STARS = ("五星", "四星", "三星", "二星", "一星")
CUSTOMERS = 12


def build(cast: Mapping[str, Actor]) -> None:
    """Define stars and the form of sale, class some customers, and let one fall by a star."""
    bai = cast["bai"]
    stars = service.add_scheme("客户星级", STARS, note="按上一年度采购量评定", by=bai)
    form = service.add_scheme("销售形式", ("网拍", "计划"), product="聚烯烃", by=bai)
    long_ago, lately = clock.today() - timedelta(days=200), clock.today() - timedelta(days=20)
    query = select(Customer.id).where(file_editable(bai)).order_by(Customer.id).limit(CUSTOMERS)
    customers = db.session.scalars(query).all()
    for n, customer_id in enumerate(customers):
        _class(customer_id, stars, n % len(STARS), long_ago, "年度评定", bai)
    for customer_id in customers[:1]:
        _class(customer_id, stars, 1, lately, "采购量连续两季下降", bai)
        _class(customer_id, form, 0, lately, "改为网拍采购", bai)


def _class(customer_id: int, scheme: ClassScheme, place: int, from_on: date, reason: str, by: Actor) -> None:
    chosen = queries.classes_of(scheme.id)[place]
    service.classify(customer_id, scheme.id, chosen.id, from_on=from_on, reason=reason, by=by)
