"""Verbs of complaints."""

from app.complaints.cases.service.closing import cancel, close, end_without_loss, refer, reopen
from app.complaints.cases.service.editing import change, mark
from app.complaints.cases.service.handing import hand_on
from app.complaints.cases.service.passing import pass_on, send_back
from app.complaints.cases.service.pausing import pause, resume
from app.complaints.cases.service.taking import confirm, follow_up, link, take

__all__ = [
    "cancel",
    "change",
    "close",
    "confirm",
    "end_without_loss",
    "follow_up",
    "hand_on",
    "link",
    "mark",
    "pass_on",
    "pause",
    "refer",
    "reopen",
    "resume",
    "send_back",
    "take",
]
