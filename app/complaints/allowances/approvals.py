"""The signatures under an allowance certificate (A-26)."""

from __future__ import annotations

from app.complaints.allowances import service
from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval


def matters() -> list[Matter]:
    """Connects the shipped matter with the certificate (hook `matters`)."""
    return [Matter(service.MATTER, Text("Allowance certificate"), "A-26", settled=settled, paper="allowance")]


def settled(approval: Approval) -> None:
    """What was decided on a certificate."""
    service.settle(int(approval.subject.partition(":")[2]), approval.state == "approved")
