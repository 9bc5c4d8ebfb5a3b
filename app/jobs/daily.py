"""What is done once a day or night: asked for by the worker every minute, and then no more until the next day."""

from __future__ import annotations

from datetime import date

from app import clock
from app.domain.actor import job
from app.extensions import db
from app.jobs.queries import newest_of
from app.jobs.service import enqueue
from app.unit_of_work import unit_of_work
from app.web.language import DEFAULT

NIGHTLY = job("nightly")


def ask_once_a_day(kind: str, subject: str, *, from_hour: int = 0) -> None:
    """Ask for this job in the first minute of each day from this hour on, also after the program was down.

    Nearly always it has been asked for already: that is looked at without the write lock, and once more under it,
    because another worker may ask at the same moment. The job's argument `day` is the day for which it was asked.
    """
    day = clock.today()
    if clock.local(clock.now()).hour < from_hour:
        return
    asked = _is_asked(subject, day)
    db.session.rollback()  # the worker goes on to other things and keeps no old picture of the data open
    if asked:
        return
    with unit_of_work(by=NIGHTLY):
        if not _is_asked(subject, day):
            enqueue(kind, subject, _arguments(day), by=NIGHTLY, language=DEFAULT)


def _is_asked(subject: str, day: date) -> bool:
    newest = newest_of(subject)
    return newest is not None and newest.arguments == _arguments(day)


def _arguments(day: date) -> dict[str, str]:
    return {"day": day.isoformat()}
