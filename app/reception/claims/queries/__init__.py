"""Looks at claims: whose customer somebody is, who received whom, cases, open days."""

from app.reception.claims.queries.days import event_on
from app.reception.claims.queries.known import known
from app.reception.claims.queries.receptions import last_of

__all__ = ["event_on", "known", "last_of"]
