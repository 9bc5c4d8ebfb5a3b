"""Once a day: whoever did not come on his day has missed his appointment."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.policy.switches import is_on
from app.reception.appointments.queries import missed
from app.reception.appointments.service import miss
from app.unit_of_work import in_short_units

KIND = SUBJECT = "appointments.missed"


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    if is_on("reception.appointments"):
        daily.ask_once_a_day(KIND, SUBJECT)


def miss_job(running: Running) -> dict[str, Any]:
    """Mark those who did not come; who is marked is not found again when the job is taken up anew."""
    ids = missed(date.fromisoformat(running.arguments["day"]))
    db.session.rollback()
    running.expect(len(ids))
    in_short_units(ids, lambda part: miss(list(part), by=running.by), by=running.by)
    return {"missed": len(ids)}
