"""Looking at gas accounts."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false

from app.billing.accounts.models import GasAccount
from app.domain.actor import Actor
from app.office.batches.queries import published

SEE = "billing.accounts.see"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on GasAccount for what this actor may know of; for EVERY list, search, count and export.

    An account of an import that is not applied is nobody's business (O-15).
    """
    if not actor.may(SEE):
        return false()
    return and_(published(GasAccount.batch_id))
