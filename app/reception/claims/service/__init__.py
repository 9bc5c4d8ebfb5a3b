"""Verbs of claims: who receives, registrations, evidence, cases, open days."""

from app.reception.claims.queries.known import known
from app.reception.claims.service.deciding import assign_by_hand, decide, noted
from app.reception.claims.service.evidence import record_evidence
from app.reception.claims.service.registering import (
    link_customer,
    register_call,
    register_reception,
    reviewed,
    void_registration,
)

__all__ = [
    "assign_by_hand",
    "decide",
    "known",
    "link_customer",
    "noted",
    "record_evidence",
    "register_call",
    "register_reception",
    "reviewed",
    "void_registration",
]
