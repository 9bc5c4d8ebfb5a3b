"""What is decided on: opening an account (A-20), suspension and disqualification (A-44)."""

from __future__ import annotations

from app.customers.admission.service import check_voice, settle_level, settle_opening
from app.customers.admission.service.applying import OPEN
from app.customers.admission.service.suspending import LEVEL
from app.domain.text import Text
from app.office.approvals.kinds import Matter


def matters() -> list[Matter]:
    """Connects the shipped matters with admissions (hook `matters`)."""
    return [
        Matter(OPEN, Text("Opening an account"), "A-20", settled=settle_opening, check=check_voice),
        Matter(LEVEL, Text("Level, suspension or disqualification of a customer"), "A-44", settled=settle_level),
    ]
