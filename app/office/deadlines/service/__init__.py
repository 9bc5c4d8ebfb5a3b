"""Verbs of deadlines."""

from app.office.deadlines.service.changing import (
    change_term,
    extend_deadline,
    hand_deadline,
    pause_deadline,
    resume_deadline,
)
from app.office.deadlines.service.handing import hand_deadlines
from app.office.deadlines.service.projecting import recompute
from app.office.deadlines.service.running import start_deadline, stop_deadline, stop_deadlines

__all__ = [
    "change_term",
    "extend_deadline",
    "hand_deadline",
    "hand_deadlines",
    "pause_deadline",
    "recompute",
    "resume_deadline",
    "start_deadline",
    "stop_deadline",
    "stop_deadlines",
]
