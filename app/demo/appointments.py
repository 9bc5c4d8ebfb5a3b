"""Appointments of the demo office: expected today and later, an announced friend of an old customer, one called off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.extensions import db
from app.reception.appointments.rules import ANNOUNCED, NewAppointment
from app.reception.appointments.service import cancel, make
from app.reception.counters.queries import purposes


def build(cast: Mapping[str, Actor]) -> None:
    """Make five of them."""
    ids = {one.prefix: one.id for one in purposes()}
    other = next(reversed(ids.values()))
    sales, payment = ids.get("A", other), ids.get("B", other)
    fang, su, now = cast["fang"], cast["su"], clock.now()
    soon, later = now + timedelta(minutes=20), now + timedelta(minutes=90)
    today, tomorrow = clock.local(soon).date(), clock.today() + timedelta(days=1)
    make(NewAppointment(today, payment, at=soon, name="顾先生", phone="13700000021", note="核对上月账单"), by=fang)
    make(NewAppointment(clock.today(), sales, name="邹女士", phone="13700000022", party=2, staff_id=su.staff_id), by=su)
    old = db.session.scalars(select(Customer.id).order_by(Customer.id)).first()
    friend = NewAppointment(
        clock.local(later).date(), sales, kind=ANNOUNCED, at=later, name="邵先生", phone="13700000023",
        staff_id=su.staff_id, announced_by_id=old, note="老客户来电介绍的朋友",
    )  # fmt: skip
    if old is not None:
        make(friend, by=su)
    make(NewAppointment(tomorrow, payment, name="贺女士", phone="13700000024"), by=fang)
    off = make(NewAppointment(tomorrow, sales, name="毛先生", phone="13700000025"), by=fang)
    cancel(off.id, off.version, "客户来电改期，时间另定", by=fang)
