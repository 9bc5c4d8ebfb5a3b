"""Contract stationery of the demo office: one kind, sheets in every hand, a request for the next month."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.customers.contracts.rules import NewContract
from app.customers.stationery import service
from app.customers.stationery.models import Blank
from app.customers.stationery.people import approvers
from app.customers.stationery.rules_need import month_after
from app.customers.stationery.service import NewMove
from app.demo.papers import companies
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db


def build(cast: Mapping[str, Actor]) -> None:
    """Draw twenty sheets; issue, sign, pass on, spoil and lose some of them; ask for more."""
    su, bai = cast["su"], cast["bai"]
    kind = service.set_kind("装饰合同", prefix="ZX", reserve=10, by=bai)
    service.draw(kind.id, "ZX0001", "ZX0020", keeper_id=bai.staff_id or 0, by=bai)
    service.issue(kind.id, "ZX0001", "ZX0006", NewMove("issued", su.staff_id), by=bai)
    customers = companies(su)[:2]
    for number, customer in enumerate(customers, 1):
        one = _sheet(number)
        contract = NewContract("店面装饰合同", clock.today(), amount=Fen(8_800_000), blank_number=one.serial)
        service.sign(one.id, one.version, customer.id, NewMove("signed"), contract, by=su)
    if customers:
        one = _sheet(1)
        approver = next(iter(approvers(su.staff_id or 0, Fen(8_800_000))))
        service.pass_on(one.id, one.version, NewMove("passed", approver, purpose="审批签字"), by=su)
    spoilt, lost = _sheet(3), _sheet(4)
    service.spoil(spoilt.id, spoilt.version, NewMove("void", note="填写错误，已剪角作废"), by=bai)
    service.lose(lost.id, lost.version, NewMove("lost", note="外出量房途中遗失，已登报声明"), by=su)
    service.ask(kind.id, month_after(clock.today()), expected=12, wanted=20, reason="年底活动，预计签单增多", by=su)


def _sheet(number: int) -> Blank:
    query = select(Blank).where(Blank.serial == f"ZX{number:04d}").execution_options(populate_existing=True)
    return db.session.scalars(query).one()
