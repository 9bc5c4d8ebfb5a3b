"""Asking for all open deadlines to be worked out anew."""

from __future__ import annotations

from app import clock
from app.domain.actor import Actor
from app.jobs import daily
from app.jobs.service import enqueue

KIND, NIGHT, CHANGED = "deadlines.recompute", "deadlines:night", "deadlines:changed"
FROM_HOUR = 1  # before the comparison of sums, long before the office opens
LANGUAGE = "zh_Hans_CN"


def ask_once_a_night() -> None:
    """Ask for the nightly pass once a night, also after the program was down: the first minute after one o'clock."""
    daily.ask_once_a_day(KIND, NIGHT, from_hour=FROM_HOUR)


def ask_again(*, by: Actor) -> None:
    """Ask for it because the calendar or a ladder changed, in the unit that is under way."""
    enqueue(KIND, CHANGED, {"day": clock.today().isoformat()}, by=by, language=LANGUAGE)
