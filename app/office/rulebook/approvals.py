"""Changes of rules as something that is decided on."""

from __future__ import annotations

from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.rulebook.service import MATTER, settle


def matters() -> list[Matter]:
    """The change of rules (制度修订), which the general manager approves (000 §5-1.9, A-17)."""
    return [Matter(MATTER, Text("Change of the office's rules"), "A-17", settled=settle)]
