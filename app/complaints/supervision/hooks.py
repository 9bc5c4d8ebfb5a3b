"""What service supervision answers to others."""

from __future__ import annotations

from app.complaints.supervision.feature import KEEP
from app.domain.actor import Actor
from app.web.converters import id_in


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this user may see what was done to a report; None where the subject is none (hook `may_see_subject`)."""
    return None if id_in(subject, "supervision") is None else actor.may(KEEP.name)
