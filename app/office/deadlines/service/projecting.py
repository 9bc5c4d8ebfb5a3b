"""Working deadlines out anew from their facts, and storing what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import bindparam, update

from app import clock
from app.columns import table_of
from app.domain.workdays import Calendar
from app.office.deadlines.feature import MOVED
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.facts import Known, calendar_for, known_of
from app.office.deadlines.rules import Projection
from app.office.deadlines.words import subject_of, what
from app.office.history.service import Deed, record_many
from app.office.tasks.service.opening import move_tasks_due_of
from app.unit_of_work import current_work

NAMES = tuple(one.name for one in fields(Projection))


def recompute(ids: Sequence[int], days: Calendar | None = None) -> int:
    """Work open deadlines out anew in the unit that is under way; return how many changed (O-02).

    History tells whose due day moved though nobody touched the deadline and it does not stand still. `days` is the
    office's calendar where the caller has it.
    """
    found = [one for one in known_of(ids, lock=True) if one.row.stopped_on is None]
    changed = store(found, days)
    moved = [(one, new) for one, new in changed if new.due_on != one.row.due_on and not new.paused]
    record_many(MOVED, [deed_of(one, before=one.row.due_on, due=new.due_on) for one, new in moved])
    return len(changed)


def outdated(ids: Sequence[int], days: Calendar) -> list[int]:
    """Those of these open deadlines of which something else is stored than follows from their facts; a look only."""
    return [one.row.id for one, _ in _changed(known_of(ids), days)]


def store(found: Sequence[Known], days: Calendar | None = None) -> list[tuple[Known, Projection]]:
    """Store anew what differs from what is stored, and move the tasks with it; return what changed."""
    changed = _changed(found, days or calendar_for(found))
    write([{"id": one.row.id, **asdict(new)} for one, new in changed])
    moved = {subject_of(one.row.id): new.due_on for one, new in changed if new.due_on != one.row.due_on}
    if moved:
        move_tasks_due_of(moved, by=current_work().by)
    return changed


def write(rows: Iterable[Mapping[str, Any]]) -> None:
    """Change columns of deadlines, given by `id`; all rows have the same columns."""
    values = [{f"new_{name}": value for name, value in row.items()} for row in rows]
    if values:
        table = table_of(Deadline)
        columns: dict[str, Any] = {name.removeprefix("new_"): bindparam(name) for name in values[0] if name != "new_id"}
        changed = update(table).where(table.c.id == bindparam("new_id")).values(columns)
        current_work().session.execute(changed, values)


def facts_of(one: Known, **more: Any) -> dict[str, Any]:
    """What history says of a deadline."""
    return {"what": what(one.rule, one.row.facts), **more}


def deed_of(one: Known, **more: Any) -> Deed:
    """A deed done to this deadline."""
    return Deed(subject_of(one.row.id), one.row.customer_id, facts_of(one, **more))


def _changed(found: Iterable[Known], days: Calendar) -> list[tuple[Known, Projection]]:
    today = clock.today()
    worked_out = ((one, one.projected(days, today)) for one in found if one.row.stopped_on is None)
    return [(one, new) for one, new in worked_out if _differs(one, new)]


def _differs(one: Known, new: Projection) -> bool:
    return any(getattr(one.row, name) != getattr(new, name) for name in NAMES)
