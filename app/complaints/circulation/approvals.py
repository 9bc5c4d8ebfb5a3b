"""A change of routes as something that is decided on (A-32, K-25)."""

from __future__ import annotations

from app.complaints.circulation.service import MATTER, settle
from app.domain.text import Text
from app.office.approvals.kinds import Matter


def matters() -> list[Matter]:
    """Connects the rules on complaints, which the general manager approves, with the routes."""
    return [Matter(MATTER, Text("Rules on complaints"), "A-32", settled=settle)]
