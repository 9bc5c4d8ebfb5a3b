"""The signatures under an allowance certificate (A-26)."""

from __future__ import annotations

from sqlalchemy import select

from app.complaints.allowances import service
from app.complaints.allowances.models import Allowance
from app.complaints.cases.queries import hold as hold_cases
from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval


def matters() -> list[Matter]:
    """Connects the shipped matter with the certificate (hook `matters`)."""
    return [
        Matter(service.MATTER, Text("Allowance certificate"), "A-26", settled=settled, paper="allowance", hold=hold)
    ]


def hold(approval: Approval) -> None:
    """Hold the complaint of a certificate before its request is claimed, as every deed on it does."""
    hold_cases(select(Allowance.complaint_id).where(Allowance.id == int(approval.subject.partition(":")[2])))


def settled(approval: Approval) -> None:
    """What was decided on a certificate."""
    service.settle(int(approval.subject.partition(":")[2]), approval.state == "approved")
