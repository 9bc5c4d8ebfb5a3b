"""Verbs of failures."""

from app.complaints.failures.service.analysing import analyse, send
from app.complaints.failures.service.changing import NOT_HIS
from app.complaints.failures.service.reporting import report
from app.complaints.failures.service.tracking import end, note, record_slip, take_note

__all__ = ["NOT_HIS", "analyse", "end", "note", "record_slip", "report", "send", "take_note"]
