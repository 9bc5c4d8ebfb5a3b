"""Once a day: absences and posts begin and end by the calendar, and with them who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app import clock
from app.domain.actor import job
from app.extensions import db
from app.jobs.queries import newest_of
from app.jobs.service import Running, enqueue
from app.office.approvals.queries_people import people_today
from app.office.approvals.service.reseating import out_of_date, reseat_one
from app.unit_of_work import in_short_units, unit_of_work

KIND, SUBJECT = "approvals.reseat", "approvals"
NIGHTLY = job("nightly")
LANGUAGE = "zh_Hans_CN"


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    arguments = {"day": clock.today().isoformat()}
    newest = newest_of(SUBJECT)
    db.session.rollback()
    if newest is None or newest.arguments != arguments:
        with unit_of_work(by=NIGHTLY):
            enqueue(KIND, SUBJECT, arguments, by=NIGHTLY, language=LANGUAGE)


def reseat_job(running: Running) -> dict[str, Any]:
    """Ask whoever is to be asked today wherever a request waits; what is done already is not found again."""
    people = people_today()
    waiting = out_of_date(people)
    db.session.rollback()
    running.expect(len(waiting))

    def move(part: Sequence[tuple[int, int]]) -> None:
        for approval_id, step_id in part:
            reseat_one(approval_id, step_id, people, by=running.by)

    def after(done: int) -> None:
        running.keep(done=done)

    in_short_units(waiting, move, by=running.by, first=1, after=after)
    return {"moved": len(waiting)}
