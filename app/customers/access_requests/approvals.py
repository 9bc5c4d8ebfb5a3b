"""The decisions on requests to read files (A-15, A-16)."""

from __future__ import annotations

from app.customers.access_requests import rules, service
from app.domain.text import Text
from app.office.approvals.kinds import Matter


def matters() -> list[Matter]:
    """Connects the shipped matters of A-15 and A-16 with the requests."""
    return [
        Matter(rules.OWN, Text("Reading a file of the own department"), "A-15", settled=service.settle),
        Matter(rules.OTHER, Text("Reading a file of another department"), "A-16", settled=service.settle),
    ]
