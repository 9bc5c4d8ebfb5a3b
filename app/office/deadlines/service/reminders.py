"""What becomes of reminders."""

from __future__ import annotations

from sqlalchemy import ColumnElement, update

from app.domain.actor import Actor
from app.office.deadlines.tasks import STEP
from app.office.deadlines.words import subject_of
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import desk_of, is_for
from app.office.tasks.rules import DONE, OPEN
from app.office.tasks.service.telling import CONCERNS, tell
from app.unit_of_work import unit_of_work


def note_reminder(deadline_id: int, *, by: Actor) -> int:
    """Let whoever was reminded say that he has seen it; return how many reminders that ends."""
    people = desk_of(by).people
    waiting = (Task.subject == subject_of(deadline_id)) & (Task.kind == STEP.key)
    return end_tasks(waiting & is_for(people), by) if people else 0


def end_tasks(condition: ColumnElement[bool], by: Actor) -> int:
    """End the open tasks that meet a condition; return how many."""
    with unit_of_work(by=by) as work:
        values = {"state": DONE, "ended_at": work.at, "ended_by_id": by.staff_id, "ended_by": by.name}
        ended = update(Task).where(Task.state == OPEN, condition).values(**values, version=Task.version + 1)
        silent = ended.execution_options(synchronize_session=False)
        return tell(work.session.execute(silent.returning(*CONCERNS)).all())
