"""The approval of a signed contract by the store manager or a person authorised (A-33)."""

from __future__ import annotations

from sqlalchemy import select

from app.customers.stationery.feature import DECIDED
from app.customers.stationery.models import Blank
from app.customers.stationery.people import SIGN_MATTER
from app.domain.text import N_, Text
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval
from app.office.history.service import record
from app.unit_of_work import current_work

OUTCOMES = {"approved": N_("Approved"), "refused": N_("Refused")}


def matters() -> list[Matter]:
    """Connects the shipped matter of A-33 with the signed sheet (hook `matters`)."""
    return [Matter(SIGN_MATTER, Text("Contract"), "A-33", settled=settled)]


def settled(approval: Approval) -> None:
    """Write the decision into the history of the sheet; where it is does not change by it: it must come back."""
    outcome = OUTCOMES.get(approval.state)
    if outcome is None:
        return
    blank_id = int(approval.subject.partition(":")[2])
    serial = current_work().session.scalars(select(Blank.serial).where(Blank.id == blank_id)).one()
    facts = {"serial": serial, "outcome": Text(outcome)}
    record(DECIDED, approval.subject, customer_id=approval.customer_id, facts=facts)
