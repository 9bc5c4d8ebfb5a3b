"""Working deadlines out anew from their facts, and storing what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from app import clock
from app.columns import table_of
from app.domain.workdays import Calendar
from app.office.deadlines.feature import MOVED
from app.office.deadlines.kinds import tell_moved
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.facts import Known, Law, calendar_for, known_of, parts
from app.office.deadlines.rules import Projection
from app.office.deadlines.words import subject_of, what
from app.office.history.service import Deed, record_many
from app.office.tasks.service.opening import move_tasks_due_of
from app.unit_of_work import current_work

Change = tuple[Known, Projection]
NAMES = tuple(one.name for one in fields(Projection))


def recompute(ids: Sequence[int]) -> int:
    """Work open deadlines out anew in the unit that is under way; return how many changed (O-02)."""
    found = known_of(ids, lock=True)
    return keep(_changed(found, calendar_for(found)))


def outdated(ids: Sequence[int], days: Calendar, under: Law) -> list[Change]:
    """Of these open deadlines, those of which something else is stored than follows from their facts; a look only."""
    return _changed(known_of(ids, under=under), days)


def keep(changed: Sequence[Change], remind: Mapping[date | None, date] | None = None) -> int:
    """Store what was worked out, but of no deadline that somebody has touched since; return how many.

    History tells whose due day moved though nobody touched the deadline and it does not stand still. `remind` are the
    days on which tasks are brought to mind, where the caller has them.
    """
    still = _untouched(changed)
    _write_all(still, remind)
    moved = [(one, new) for one, new in still if new.due_on != one.row.due_on and not new.paused]
    record_many(MOVED, [deed_of(one, before=one.row.due_on, due=new.due_on) for one, new in moved])
    return len(still)


def store(found: Sequence[Known], days: Calendar | None = None) -> None:
    """Store of deadlines whose facts were changed in this unit what follows from them now."""
    _write_all(_changed(found, days or calendar_for(found)), None)


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


def _changed(found: Iterable[Known], days: Calendar) -> list[Change]:
    today = clock.today()
    worked_out = ((one, one.projected(days, today)) for one in found if one.row.stopped_on is None)
    return [(one, new) for one, new in worked_out if _differs(one, new)]


def _untouched(changed: Sequence[Change]) -> list[Change]:
    """Those whose version is still the one that was looked at; they are kept from others until the commit."""
    table, still = table_of(Deadline), dict[int, int]()
    for part in parts([one.row.id for one, _ in changed]):
        query = select(table.c.id, table.c.version).where(table.c.id.in_(part), table.c.stopped_on.is_(None))
        rows = current_work().session.execute(query.order_by(table.c.id).with_for_update())
        still.update({row.id: row.version for row in rows})
    return [(one, new) for one, new in changed if still.get(one.row.id) == one.row.version]


def _write_all(changed: Sequence[Change], remind: Mapping[date | None, date] | None) -> None:
    """Store projections, and move the tasks with the due days."""
    write([{"id": one.row.id, **asdict(new)} for one, new in changed])
    moved = {subject_of(one.row.id): new.due_on for one, new in changed if new.due_on != one.row.due_on}
    if moved:
        move_tasks_due_of(moved, remind=remind, by=current_work().by)
    told = [one.row.id for one, new in changed if (new.due_on, new.paused) != (one.row.due_on, one.row.paused)]
    tell_moved(told, by=current_work().by)


def _differs(one: Known, new: Projection) -> bool:
    return any(getattr(one.row, name) != getattr(new, name) for name in NAMES)
