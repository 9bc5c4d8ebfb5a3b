"""Asking for all open deadlines to be worked out anew."""

from __future__ import annotations

from app import clock
from app.domain.actor import Actor, job
from app.jobs.queries import newest_of
from app.jobs.service import enqueue
from app.unit_of_work import unit_of_work

KIND, NIGHT, CHANGED = "deadlines.recompute", "deadlines:night", "deadlines:changed"
NIGHTLY = job("nightly")
FROM_HOUR = 1  # before the comparison of sums, long before the office opens
LANGUAGE = "zh_Hans_CN"


def ask_once_a_night() -> None:
    """Ask for the nightly pass once a night, also after the program was down: the first minute after one o'clock."""
    now = clock.local(clock.now())
    if now.hour < FROM_HOUR:
        return
    arguments = {"day": now.date().isoformat()}
    with unit_of_work(by=NIGHTLY):
        newest = newest_of(NIGHT)
        if newest is None or newest.arguments != arguments:
            enqueue(KIND, NIGHT, arguments, by=NIGHTLY, language=LANGUAGE)


def ask_again(*, by: Actor) -> None:
    """Ask for it because the calendar or a ladder changed, in the unit that is under way."""
    enqueue(KIND, CHANGED, {"day": clock.today().isoformat()}, by=by, language=LANGUAGE)
