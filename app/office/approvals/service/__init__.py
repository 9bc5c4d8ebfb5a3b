"""Verbs of approvals: submitting and deciding, the matrix, and moving seats when people change."""

from app.office.approvals.rules import StepPlan
from app.office.approvals.service.deciding import answer, approve, ask, refuse, withdraw
from app.office.approvals.service.reseating import reseat
from app.office.approvals.service.submitting import submit
from app.office.approvals.service.templates import restore, seed
from app.office.approvals.service.voiding import amount_changed, void

__all__ = [
    "StepPlan",
    "amount_changed",
    "answer",
    "approve",
    "ask",
    "refuse",
    "reseat",
    "restore",
    "seed",
    "submit",
    "void",
    "withdraw",
]
