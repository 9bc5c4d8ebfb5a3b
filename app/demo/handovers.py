"""Hand-overs of the demo office: one drawn by lot and half signed, one that waits for a decision, one covered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.customers.handovers.models import Handover
from app.customers.handovers.queries.lists import waiting_for
from app.customers.handovers.service import choosing, deciding, signing
from app.customers.handovers.service.starting import NewHandover, start
from app.domain.actor import OPERATOR, Actor
from app.extensions import db
from app.office.access.queries_people import role_called
from app.office.access.service.people import deactivate
from app.office.access.service.roles import give_role
from app.office.staff.models import Staff
from app.office.staff.queries import department_called
from app.office.staff.service import add_staff

SHOPS = ("城南面馆", "友谊招待所", "新星洗衣店", "和平饭店", "向阳食堂", "平安浴室", "春光糕点厂")


def build(cast: Mapping[str, Actor]) -> None:
    """Let a salesman leave whose customers are drawn for, and begin the hand-over of one who is away for months."""
    bai, su = cast["bai"], cast["su"]
    leaver, colleague, away = (_salesman(name) for name in ("何离", "郑新", "罗远"))
    for n, name in enumerate(SHOPS):
        _customer(name, leaver if n < len(SHOPS) - 2 else away, n)
    deactivate(leaver, db.session.get_one(Staff, leaver).version, clock.today(), by=OPERATOR)
    one = _open_of(leaver)
    people = [su.staff_id or 0, colleague]
    choosing.draw_successors(one.id, one.version, people, "方前、陈收", None, by=bai)
    deciding.decide(one.id, _open_of(leaver).version, by=bai, language="zh_Hans_CN")
    signing.sign_as_giver(one.id, by=bai)
    signing.sign_as_taker(one.id, by=su)
    mine = [row.HandoverItem.id for _, rows in waiting_for(su) for row in rows]
    signing.contact(mine[:1], clock.today(), by=su)
    back_on = clock.today() + timedelta(days=90)
    start(NewHandover(away, "absence", clock.today(), back_on, "产假"), by=bai)


def _salesman(name: str) -> int:
    home = department_called("销售部")
    made = add_staff(name, department_id=home, by=OPERATOR).id
    role = role_called("sales")
    if role is not None:
        give_role(made, role.id, home, by=OPERATOR)
    return made


def _customer(name: str, owner_id: int, n: int) -> None:
    about = {"nature": "个体工商户", "supervising_unit": "区市场监督管理局", "contact": "店主", "owner_id": owner_id}
    new = NewCustomer("company", name, phone=f"1390000{1000 + n}", address=f"城南路{n + 1}号", **about)  # type: ignore[arg-type]
    open_customer(new, confirmed=True, by=OPERATOR)


def _open_of(staff_id: int) -> Handover:
    query = select(Handover).where(Handover.staff_id == staff_id).execution_options(populate_existing=True)
    found: Handover = db.session.scalars(query).one()
    return found
