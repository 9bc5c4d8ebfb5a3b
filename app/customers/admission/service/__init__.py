"""Verbs of admission: applying, suspending and lifting, disqualifying, and telling those who must know."""

from app.customers.admission.service.applying import apply, check_voice, settle_opening
from app.customers.admission.service.filing import export_taken, file_with_parent
from app.customers.admission.service.suspending import lift, look, papers_changed, propose, settle_level
from app.customers.admission.service.telling import done

__all__ = [
    "apply",
    "check_voice",
    "done",
    "export_taken",
    "file_with_parent",
    "lift",
    "look",
    "papers_changed",
    "propose",
    "settle_level",
    "settle_opening",
]
