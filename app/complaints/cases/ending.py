"""What holds for the end of a complaint: what must be there before it is closed, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.errors import Refused
from app.domain.text import Text
from app.domain.workdays import Calendar


def said(words: str, field: str, *, longest: int = 0) -> str:
    """Words that must be there, tidied. Raises Refused for the field."""
    plain = words.strip()
    if not plain:
        raise Refused(Text("Please fill this in."), field=field)
    if longest and len(plain) > longest:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=longest), field=field)
    return plain


def gates(one: Mapping[str, Any]) -> list[Text]:
    """Why a complaint cannot be closed yet by what stands on it (K-03, K-11, K-20)."""
    found = []
    if one.get("quantity_unknown"):
        found.append(Text("The quantity is still being processed by the customer: enter it before closing."))
    if one.get("kind") not in ("quality", "non_quality"):
        found.append(Text("Say what kind of complaint it is before closing."))
    if one.get("accepted") is None:
        found.append(Text("Note whether the customer accepts the outcome before closing."))
    return found


def check_end(decided_on: date | None) -> None:
    """Refuse to end a complaint before its last stage after it was decided: then it goes its way and is closed."""
    if decided_on is not None:
        raise Refused(Text("This complaint was decided on %(day)s. Pass it on and close it.", day=decided_on))


def check_cancel(decided_on: date | None, answered_on: date | None, *, reopened: int) -> None:
    """Refuse to cancel what had consequences: a complaint that was decided, answered or closed before."""
    if decided_on is not None or answered_on is not None or reopened:
        sentence = Text("This complaint was decided, answered or closed before: it was no mistake. Close it instead.")
        raise Refused(sentence)


def days_taken(start: date, end: date, unit: str, calendar: Calendar) -> int:
    """How long it took from the acceptance, whose day is day 0, in the unit of the route (K-30)."""
    return calendar.working_days_between(start, end) if unit == "working" else max(0, (end - start).days)
