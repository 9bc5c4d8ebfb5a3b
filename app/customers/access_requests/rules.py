"""Who decides on a request to read a file, and for how long one may ask (C-17, C-18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.text import N_, Text

OWN, OTHER = "files.read_own", "files.read_other"
ASKED, GRANTED, REFUSED, WITHDRAWN, ENDED = "asked", "granted", "refused", "withdrawn", "ended"
OVER = "over"
STATES: Mapping[str, str] = {
    ASKED: N_("Waits for a decision"),
    GRANTED: N_("May be read"),
    REFUSED: N_("Refused"),
    WITHDRAWN: N_("Withdrawn"),
    ENDED: N_("Ended early"),
    OVER: N_("Has run out"),
}
COLOURS: Mapping[str, str] = {ASKED: "yellow", GRANTED: "green", REFUSED: "red"}
OUTCOMES: Mapping[str, str] = {"approved": GRANTED, "refused": REFUSED}


def matter_for(home: int | None, department: int | None) -> str:
    """Who decides: the manager of the department for its own people (C-17, A-15), else the general manager (C-18)."""
    return OWN if home is not None and home == department else OTHER


def check_span(until: date, today: date, most_days: int) -> None:
    """Refuse a last day that is over, or further away than the office allows; the last day may be read too."""
    if until < today:
        raise Refused(Text("This day is over. Choose the last day on which you need the file."), field="until_on")
    latest = last_day(today, most_days)
    if until > latest:
        raise Refused(Text("Leave to read lasts until %(day)s at most.", day=latest), field="until_on")


def last_day(today: date, most_days: int) -> date:
    """The last day for which somebody may ask today: `most_days` days, today included."""
    return today + timedelta(days=most_days - 1)


def state_on(state: str, until: date, today: date) -> str:
    """What a request is on a day: a grant ends by itself after its last day."""
    return OVER if state == GRANTED and today > until else state
