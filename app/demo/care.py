"""Who looks after the demo office's customers: an important one with two, one short of people, and contact reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.care.rules import NewReport
from app.customers.care.service import add_second, write_report
from app.customers.files.models import Customer
from app.customers.files.service import change_customer
from app.domain.actor import Actor
from app.extensions import db


def build(cast: Mapping[str, Actor]) -> None:
    """Make two of Su's companies important, give one a second contact, and write reports about it."""
    su, bai, today = cast["su"], cast["bai"], clock.today()
    his = select(Customer.id, Customer.version).where(Customer.owner_id == su.staff_id, Customer.kind == "company")
    rows = db.session.execute(his.order_by(Customer.id).limit(2)).all()
    for row in rows:
        change_customer(row.id, {"important": True}, version=row.version, reason="年用气量大，列为重要客户", by=su)
    add_second(rows[0].id, bai.staff_id or 0, "重要客户须有两名以上联系人", by=bai)
    first = NewReport(
        today - timedelta(days=6), "visit", "了解扩建车间的用气计划，约增加三成。", "设备科 张科长", "白管",
        "一周内提供增容方案和报价。", today, "送交增容方案",
    )  # fmt: skip
    write_report(rows[0].id, first, by=su)
    call = NewReport(today - timedelta(days=2), "call", "询问结算单开票信息，已转财务。", "财务 刘会计")
    write_report(rows[1].id, call, by=su)
