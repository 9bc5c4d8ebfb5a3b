"""What is decided on in matters of conduct; who decides stands in the matrix (A-29, A-30)."""

from __future__ import annotations

from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.conduct.service.cases import APPEAL, NOTICE, SANCTION
from app.office.conduct.service.decisions import appeal_settled, sanction_settled


def matters() -> list[Matter]:
    """The notice, the administrative sanction, and the appeal against either; superiors read none of them unasked."""
    return [
        Matter(NOTICE, Text("Reward-punishment notice"), "A-29", settled=sanction_settled, confidential=True),
        Matter(SANCTION, Text("Administrative sanction"), "A-30", settled=sanction_settled, confidential=True),
        Matter(APPEAL, Text("Appeal against a sanction"), "S-31", settled=appeal_settled, confidential=True),
    ]
