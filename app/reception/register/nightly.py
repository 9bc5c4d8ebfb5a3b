"""What the worker does every morning: a day that nobody closed is closed, and marked so."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.policy import queries as policy
from app.reception.queue.service import close_leftovers
from app.reception.register.policy import RegisterPolicy
from app.reception.register.queries import days
from app.reception.register.service.closings import close_day
from app.reception.register.service.holding import hold

KIND, SUBJECT = "register.close_days", "register_days"


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    daily.ask_once_a_day(KIND, SUBJECT)


def close_forgotten(running: Running) -> dict[str, Any]:
    """Close the earlier days that nobody closed, one in a unit, oldest first, and end whoever came after a closing.

    What is closed is not found again when the job is taken up anew.
    """
    today = date.fromisoformat(running.arguments["day"])
    forgotten = days.not_closed(today) if policy.of(RegisterPolicy, today).close_automatically else []
    db.session.rollback()
    running.expect(len(forgotten))
    for done, day in enumerate(forgotten, start=1):
        with running.unit(done=done):
            hold(day)  # another worker may be at the same day
            if days.closing(day) is None:
                close_day(day, by=running.by)
    ended = 0
    for day in days.closed_with_somebody_here(today):
        with running.unit():
            ended += close_leftovers(day, by=running.by)
    return {"closed": [day.isoformat() for day in forgotten], "ended": ended}
