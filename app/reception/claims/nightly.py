"""Once a day: warn whoever registered a customer before the registration expires (R-84)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app import clock
from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.policy.switches import is_on
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.models import Task
from app.office.tasks.service import close_tasks_of, open_tasks
from app.reception.claims.models import Registration
from app.reception.claims.queries.registrations import expiring
from app.reception.claims.tasks import EXPIRING
from app.unit_of_work import in_short_units

KIND = SUBJECT = "claims.warn"


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    if is_on("reception.claims"):
        daily.ask_once_a_day(KIND, SUBJECT)


def warn_job(running: Running) -> dict[str, Any]:
    """Open a task for each registration that expires soon, and close those of the ones that have; once for each."""
    waiting = _not_warned(expiring(clock.today()))
    over = _over()
    db.session.rollback()
    running.expect(len(waiting) + len(over))
    # What is done is not found again when the job is taken up anew: no cursor tells where to go on.
    in_short_units(waiting, lambda part: open_tasks(part, by=running.by), by=running.by)
    in_short_units(over, lambda part: close_tasks_of(part, outcome="cancelled", by=running.by), by=running.by)
    return {"warned": len(waiting), "closed": len(over)}


def _not_warned(found: Sequence[Registration]) -> list[NewTask]:
    subjects = [_subject(one.id) for one in found]
    known = set(db.session.scalars(select(Task.subject).where(Task.subject.in_(subjects), Task.kind == EXPIRING.key)))
    return [_task(one) for one in found if _subject(one.id) not in known]


def _task(one: Registration) -> NewTask:
    return NewTask(
        EXPIRING,
        _subject(one.id),
        url=f"/reception/claims/registrations/{one.id}",
        to=Party(staff_id=one.staff_id),
        facts={"name": one.name, "until": one.valid_until},
        due_on=one.valid_until,
        customer_id=one.customer_id,
    )


def _over() -> list[str]:
    """The subjects of open warnings whose day is over."""
    yesterday = clock.today() - timedelta(days=1)
    query = select(Task.subject).where(Task.kind == EXPIRING.key, Task.state == "open", Task.due_on <= yesterday)
    return list(db.session.scalars(query.order_by(Task.id)))


def _subject(registration_id: int) -> str:
    return f"registration:{registration_id}"
