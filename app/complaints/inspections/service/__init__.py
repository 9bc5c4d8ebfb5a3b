"""Verbs of joint inspections."""

from app.complaints.inspections.service.calling import NewInspection, call, cancel, link
from app.complaints.inspections.service.going import arrange, ask_appointment, inspect, settle_party
from app.complaints.inspections.service.reporting import decide, note, report

__all__ = [
    "NewInspection",
    "arrange",
    "ask_appointment",
    "call",
    "cancel",
    "decide",
    "inspect",
    "link",
    "note",
    "report",
    "settle_party",
]
