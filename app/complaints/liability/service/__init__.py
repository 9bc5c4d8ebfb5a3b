"""Verbs of liability: judge, settle, propose. Nothing is deducted here (X-06)."""

from app.complaints.liability.service.judging import judge, may_judge, settle, void_unproposed
from app.complaints.liability.service.proposing import propose, to_propose

__all__ = ["judge", "may_judge", "propose", "settle", "to_propose", "void_unproposed"]
