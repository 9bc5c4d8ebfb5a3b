"""Filings of the demo office: new companies to be filed, one overdue and reminded of, a change that was heard of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app import clock
from app.customers.files.rules import NewCustomer
from app.customers.files.ruling import add_source
from app.customers.files.service import change_customer, open_customer
from app.customers.filing.models import Filing
from app.customers.filing.noticing import report_change
from app.customers.filing.service import register, remind
from app.domain.actor import OPERATOR, Actor
from app.extensions import db

FULL: dict[str, Any] = {
    "nature": "有限责任公司",
    "supervising_unit": "区经信局",
    "address": "望江路66号",
    "contact": "陆经理",
}
COMPANIES = (  # name, phone, calendar days since first contact, is the file complete
    ("宏达纺织有限公司", "0571-86660001", 2, True),
    ("远洋冷链物流有限公司", "0571-86660002", 1, False),
    ("明珠大酒店有限公司", "0571-86660003", 15, False),
    ("翠园餐饮管理有限公司", "0571-86660004", 12, True),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Four companies: one registered in time, one fresh, one late with two reminders, one late and changed since."""
    su, bai, today = cast["su"], cast["bai"], clock.today()
    for source in ("来访", "来电", "电话回访", "现场回访", "设计师", "市场部"):
        add_source(source, by=OPERATOR)
    made = [
        open_customer(
            NewCustomer(
                "company", name, category="key", phone=phone, owner_id=su.staff_id, source="来访",
                first_contact_on=today - timedelta(days=days), **(FULL if full else {}),
            ),
            confirmed=True, by=su,
        ).id
        for name, phone, days, full in COMPANIES
    ]  # fmt: skip
    first, _, late, changed = (_filing(one) for one in made)
    register(first.id, first.version, by=su)
    for words in ("请补齐资料并建档", "第二次催报，请本周内完成"):
        remind(late.id, _filing(made[2]).version, words, by=bai)
    register(changed.id, changed.version, by=bai)
    new = {"address": "钱江路188号", "contact": "沈经理"}
    change_customer(made[3], new, version=1, reason="客户搬迁，来函通知", known_on=today - timedelta(days=1), by=su)
    report_change(made[0], "听抄表员说换了财务负责人", known_on=today, by=cast["fang"])


def _filing(customer_id: int) -> Filing:
    query = select(Filing).where(Filing.customer_id == customer_id).execution_options(populate_existing=True)
    return db.session.scalars(query.order_by(Filing.id)).one()
