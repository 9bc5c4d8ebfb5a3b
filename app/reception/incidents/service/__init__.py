"""Verbs of questions and incidents."""

from app.reception.incidents.service.incidents import handle, lead_away, record_event, verify
from app.reception.incidents.service.questions import answer, ask

__all__ = ["answer", "ask", "handle", "lead_away", "record_event", "verify"]
