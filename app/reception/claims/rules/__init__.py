"""Who receives whom, and to whom a customer belongs: the law of this feature, without database and clock."""

from app.reception.claims.rules.ownership import (
    Change,
    Entry,
    Ruling,
    change_of_rep,
    company_claim_holds,
    counts,
    family_case,
    known_of,
    recognition,
    valid_until,
)
from app.reception.claims.rules.receiving import who_receives
from app.reception.claims.rules.types import Arrival, Decision, Event, Floor, Known

__all__ = [
    "Arrival",
    "Change",
    "Decision",
    "Entry",
    "Event",
    "Floor",
    "Known",
    "Ruling",
    "change_of_rep",
    "company_claim_holds",
    "counts",
    "family_case",
    "known_of",
    "recognition",
    "valid_until",
    "who_receives",
]
