"""The approval of a return slip (A-27), and what is said about goods that differ (A-28)."""

from __future__ import annotations

from sqlalchemy import select

from app.complaints.cases.queries import hold as hold_cases
from app.complaints.returns import service
from app.complaints.returns.models import ReturnSlip
from app.complaints.returns.queries import DIFFERENCE
from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval


def matters() -> list[Matter]:
    """Connects the shipped matters with the slip (hook `matters`)."""
    return [
        Matter(service.MATTER, Text("Return slip"), "A-27", settled=settled, paper="return_slip", hold=hold),
        Matter(
            DIFFERENCE,
            Text("Difference on receipt of returned goods"),
            "A-28",
            settled=service.settle_difference,
            hold=hold,
        ),
    ]


def hold(approval: Approval) -> None:
    """Hold the complaint of a slip before its request is claimed, as every deed on it does."""
    hold_cases(select(ReturnSlip.complaint_id).where(ReturnSlip.id == int(approval.subject.partition(":")[2])))


def settled(approval: Approval) -> None:
    """What was decided on a slip."""
    service.settle(int(approval.subject.partition(":")[2]), approval.state == "approved")
