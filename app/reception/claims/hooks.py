"""What claims tell others: who may know what hangs on a registration, a case or open days."""

from __future__ import annotations

from app.domain.actor import Actor
from app.reception.claims.feature import SEE

KINDS = ("registration", "claim_case", "open_days")


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on "claim_case:7" and the like; None for subjects of others (O-12)."""
    return actor.may(SEE.name) if subject.partition(":")[0] in KINDS else None
