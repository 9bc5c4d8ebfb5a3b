"""Admissions of the demo office: one admitted, one disqualified, one that waits for finance, and one suspended."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.customers.admission import rules, service
from app.customers.admission.service.applying import OPEN
from app.customers.admission.service.suspending import LEVEL
from app.customers.files.models import Customer
from app.demo.papers import companies
from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.queries import standing_of
from app.office.approvals.service import approve


def build(cast: Mapping[str, Actor]) -> None:
    """Apply and decide as the people of the office would."""
    found = companies(cast["su"])[:3]
    for number, customer in enumerate(found):
        service.apply(customer.id, "每月采购液化气约二十吨，先款后货。", by=cast["su"])
        _decide(OPEN, cast, most=1 if number == 2 else 9)
    if found:
        service.file_with_parent(clock.today(), None, by=cast["bai"])
        service.propose(found[0].id, rules.SUSPENDED, None, "货款两次逾期，暂停往来，待结清后恢复。", by=cast["bai"])
        _decide(LEVEL, cast)
        _out(found[1], cast)


def _out(customer: Customer, cast: Mapping[str, Actor]) -> None:
    reason = "所交营业执照经登记机关核对系伪造，复函见附件。"
    service.propose(customer.id, rules.DISQUALIFIED, "false_information", reason, by=cast["bai"])
    _decide(LEVEL, cast)


def _decide(matter: str, cast: Mapping[str, Actor], most: int = 9) -> None:
    """Let at most so many of those who are asked say yes to the latest request of a matter."""
    people = {one.staff_id: one for one in cast.values()}
    query = select(Approval).where(Approval.matter == matter).order_by(Approval.id.desc()).limit(1)
    for _ in range(most):
        request = db.session.scalars(query.execution_options(populate_existing=True)).one()
        told = standing_of(request)
        asked = [one for staff_id, one in people.items() if told.asks(staff_id)]
        if request.state != "waiting" or not asked:
            return
        approve(request.id, request.version, "同意", by=asked[0])
