"""What claims tell others: who may know what hangs on a registration, a case or open days."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.domain.actor import Actor
from app.extensions import db
from app.reception.claims.feature import SEE
from app.reception.claims.models import ClaimCase, Registration
from app.reception.claims.queries import cases, registrations
from app.web.converters import id_in

KINDS: dict[str, Any] = {
    "registration": (Registration, registrations.visible),
    "claim_case": (ClaimCase, cases.visible),
}


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on "claim_case:7" and the like; None for subjects of others (O-12)."""
    kind = subject.partition(":")[0]
    if kind == "open_days":
        return actor.may(SEE.name)
    if kind not in KINDS:
        return None
    table, condition = KINDS[kind]
    found = id_in(subject, kind)
    query = select(table.id).where(table.id == found, condition(actor))
    return found is not None and db.session.scalar(query) is not None
