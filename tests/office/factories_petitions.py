"""Petitions for tests; make_posts() must have been called."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.office.absence.service import record_absence
from app.office.petitions import service
from app.office.petitions.models import Petition
from app.office.petitions.rules import REPORT, Words
from tests import factories


def people(*usernames: str) -> tuple[int, ...]:
    """The ids of these people."""
    return tuple(factories.staff_id(username) for username in usernames)


def a_draft(
    username: str, *chain: str, route: str = REPORT, amount: int | None = None, subject: str = "draft of mine"
) -> Petition:
    """A draft of this person's."""
    words = Words(subject, "Please decide.", Fen(amount) if amount else None, route, people(*chain))
    return service.write_draft(words, by=factories.actor(username))


def a_petition(username: str, *chain: str, **more: object) -> Petition:
    """A petition that this person has sent."""
    draft = a_draft(username, *chain, **more)  # type: ignore[arg-type]
    return service.send(draft.id, version=draft.version, by=factories.actor(username))


def away(username: str, *, deputy: str | None = None) -> int:
    """Let somebody be away this week, with this deputy; return the absence's id."""
    deputy_id = factories.staff_id(deputy) if deputy else None
    today = clock.today()
    week = today + timedelta(days=6)
    return record_absence(factories.staff_id(username), "leave", today, week, deputy_id, by=OPERATOR)
