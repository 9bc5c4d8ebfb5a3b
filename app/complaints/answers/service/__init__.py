"""Verbs of answers: letters, messages, the customer's yes or no, return visits."""

from app.complaints.answers.service.letters import change_letter, send_letter, void_letter, write_letter
from app.complaints.answers.service.messages import NewMessage, tell
from app.complaints.answers.service.onward import finish, go_on
from app.complaints.answers.service.outcome import NewVisit, note_acceptance, note_visit

__all__ = [
    "NewMessage",
    "NewVisit",
    "change_letter",
    "finish",
    "go_on",
    "note_acceptance",
    "note_visit",
    "send_letter",
    "tell",
    "void_letter",
    "write_letter",
]
