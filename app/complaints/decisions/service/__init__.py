"""Verbs of decisions on complaints, of special meetings and of objections."""

from app.complaints.decisions.service.meeting import NewMeeting, record_meeting
from app.complaints.decisions.service.objecting import check_objection_voice, note, object_to, settle_objection
from app.complaints.decisions.service.proposing import basis_now, change, confirm, propose
from app.complaints.decisions.service.settling import check_voice, hold, settle

__all__ = [
    "NewMeeting",
    "basis_now",
    "change",
    "check_objection_voice",
    "check_voice",
    "confirm",
    "hold",
    "note",
    "object_to",
    "propose",
    "record_meeting",
    "settle",
    "settle_objection",
]
