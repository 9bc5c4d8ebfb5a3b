"""Once a day: suspend whose required papers have expired, and see whose are valid again (C-59)."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.customers.admission.queries import to_be_looked_at
from app.customers.admission.service import look
from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.policy.switches import is_on
from app.unit_of_work import in_short_units

KIND = SUBJECT = "admission.look"


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    if is_on("customers.admission"):
        daily.ask_once_a_day(KIND, SUBJECT)


def look_job(running: Running) -> dict[str, Any]:
    """Look at everybody whom the night may move; who was moved is not moved again when the job is taken up anew."""
    ids = to_be_looked_at(date.fromisoformat(running.arguments["day"]))
    db.session.rollback()
    running.expect(len(ids))
    moved: list[int] = []
    in_short_units(ids, lambda part: moved.append(look(part, by=running.by)), by=running.by)
    return {"looked": len(ids), "moved": sum(moved)}
