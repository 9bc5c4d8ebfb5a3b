"""The persons who go to an inspection as something that is decided on (A-25)."""

from __future__ import annotations

from app.complaints.inspections.service import settle_party
from app.complaints.inspections.service.going import PARTY
from app.domain.text import Text
from app.office.approvals.kinds import Matter


def matters() -> list[Matter]:
    """Connects the shipped matter with inspections (hook `matters`)."""
    return [Matter(PARTY, Text("Joint inspection party"), "A-25", settled=settle_party, paper="inspection")]
