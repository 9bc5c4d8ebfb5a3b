"""Moving seats in the background: once a day, because absences and posts begin and end by the calendar, and when
somebody changes for whom much waits."""

from __future__ import annotations

import time
from typing import Any

from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.approvals.queries_people import people_today
from app.office.approvals.service.reseating import KIND, SUBJECT, out_of_date, reseat_one
from app.unit_of_work import PAUSE_SECONDS


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    daily.ask_once_a_day(KIND, SUBJECT)


def reseat_job(running: Running) -> dict[str, Any]:
    """Ask whoever is to be asked today wherever a request waits, one request in a unit, with a pause between two.

    What is done already is not found again when the job is taken up anew.
    """
    people = people_today()
    waiting = out_of_date(people)
    db.session.rollback()
    running.expect(len(waiting))
    for done, (approval_id, step_id) in enumerate(waiting, start=1):
        with running.unit(done=done):
            reseat_one(approval_id, step_id, people, by=running.by)
        time.sleep(PAUSE_SECONDS)
    return {"moved": len(waiting)}
