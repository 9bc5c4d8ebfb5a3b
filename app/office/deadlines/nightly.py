"""What the worker does with deadlines every minute and every night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import structlog
from sqlalchemy import func, select

from app import clock
from app.domain.errors import Conflict
from app.domain.workdays import Calendar
from app.extensions import db
from app.jobs.service import Running
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.facts import law, working_days
from app.office.deadlines.service.asking import ask_once_a_night
from app.office.deadlines.service.firing import fire_steps
from app.office.deadlines.service.projecting import Change, keep, outdated
from app.office.tasks.service.opening import reminders
from app.unit_of_work import in_short_units

log = structlog.get_logger()


def tick() -> None:
    """Ask for the nightly pass, and fire what is to be fired (hook `every_minute`)."""
    ask_once_a_night()
    try:
        fire_steps()
    except Conflict as conflict:  # somebody at a desk was quicker; a minute later it is done
        log.warning("steps put off", why=str(conflict))


def recompute_job(running: Running) -> dict[str, Any]:
    """Work all open deadlines out anew, by id; the result tells how many changed (O-02).

    A pause that lasts moves its due day with every day that passes; a change of the calendar moves many. What is out
    of date is found between the units, while nobody waits for the database; only that is locked and written.
    """
    ids = _open_after(int(running.cursor.get("after", 0)))
    before, counts = int(running.cursor.get("done", 0)), [int(running.cursor.get("changed", 0))]
    running.expect(before + len(ids))
    days, under, found = _calendar(ids), law(), _Found()

    def look(part: Sequence[int]) -> None:
        found.changed = outdated(part, days, under)
        found.remind = reminders({new.due_on for _, new in found.changed})

    def done_so_far(done: int) -> None:
        cursor = {"after": ids[done - 1], "changed": sum(counts), "done": before + done}
        running.keep(done=before + done, cursor=cursor)

    def store(_part: Sequence[int]) -> None:
        counts.append(keep(found.changed, found.remind))

    in_short_units(ids, store, by=running.by, after=done_so_far, ahead=look)
    return {"day": running.arguments["day"], "looked_at": before + len(ids), "changed": sum(counts)}


@dataclass
class _Found:
    """What is out of date in the part that is stored next."""

    changed: list[Change] = field(default_factory=list)
    remind: dict[date | None, date] = field(default_factory=dict)


def _calendar(ids: Sequence[int]) -> Calendar:
    first = select(func.min(Deadline.arrived_at)).where(Deadline.stopped_on.is_(None))
    arrived = db.session.scalar(first) if ids else None
    return working_days(clock.local(arrived or clock.now()).date())


def _open_after(last: int) -> list[int]:
    running = select(Deadline.id).where(Deadline.stopped_on.is_(None), Deadline.id > last)
    found = list(db.session.scalars(running.order_by(Deadline.id)))
    db.session.rollback()
    return found
