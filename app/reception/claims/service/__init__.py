"""Verbs of claims: who receives, registrations, evidence, cases, open days."""

from app.reception.claims.queries.known import known
from app.reception.claims.service.cases import NewCase, give_opinion, open_case
from app.reception.claims.service.days import plan_days
from app.reception.claims.service.deciding import assign_by_hand, decide, noted
from app.reception.claims.service.evidence import record_evidence
from app.reception.claims.service.recognising import recognised
from app.reception.claims.service.registering import (
    link_customer,
    register_call,
    register_reception,
    reviewed,
    void_registration,
    withdraw_registrations,
)

__all__ = [
    "NewCase",
    "assign_by_hand",
    "decide",
    "give_opinion",
    "known",
    "link_customer",
    "noted",
    "open_case",
    "plan_days",
    "recognised",
    "record_evidence",
    "register_call",
    "register_reception",
    "reviewed",
    "void_registration",
    "withdraw_registrations",
]
