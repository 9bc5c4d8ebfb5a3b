"""Erasures of the demo office: one refused because business goes on, one that waits for its second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import file_visible
from app.customers.retention import service
from app.domain.actor import Actor
from app.extensions import db


def build(cast: Mapping[str, Actor]) -> None:
    """Enter two requests; the general manager refuses the first."""
    bai, gao, today = cast["bai"], cast["gao"], clock.today()
    files = select(Customer.id).where(file_visible(bai), Customer.erased_at.is_(None))
    ids = db.session.scalars(files.order_by(Customer.kind.desc(), Customer.id.desc()).limit(2)).all()  # persons first
    grounds = ("经办人已离职，要求删除其个人信息。", "只咨询过一次，不愿留下电话。")
    made = [
        service.ask(one, asked_on=today - timedelta(days=3), asked_how="本人到营业厅书面申请", ground=ground, by=bai)
        for one, ground in zip(ids, grounds, strict=False)
    ]
    if made:
        service.refuse(made[0].id, made[0].version, "业务尚未办结，办结后再申请。", by=gao)
