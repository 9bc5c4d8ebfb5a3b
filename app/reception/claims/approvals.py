"""What is decided on in claims; who decides stands in the matrix (A-04, A-05, A-09, A-10, A-13)."""

from __future__ import annotations

from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.reception.claims.service.days import days_settled
from app.reception.claims.service.ruling import settle


def matters() -> list[Matter]:
    """The matters that decide cases of ownership and the rule of open days."""
    return [
        Matter("rota.change_rep", Text("Change of representative"), "A-04", settled=settle),
        Matter("rota.designated", Text("Designated representative"), "A-05", settled=settle),
        Matter("claims.ownership", Text("Ownership that no rule settles"), "A-09", settled=settle),
        Matter(
            "claims.complaint_on_rep", Text("Complaint of a customer against a representative"), "A-10", settled=settle
        ),
        Matter("events.rule", Text("Rule for an event"), "A-13", settled=days_settled),
    ]
