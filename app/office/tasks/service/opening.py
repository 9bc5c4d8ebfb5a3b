"""Opening and closing tasks that the program makes: part of the deed that asks for them, which records itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from app.columns import table_of
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.calendar.queries import calendar
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.office.tasks.kinds import NewTask, Party, TaskKind
from app.office.tasks.models import Task
from app.office.tasks.policy import TaskPolicy
from app.office.tasks.rules import OPEN, WAITING
from app.office.tasks.service.telling import CONCERNS, tell
from app.unit_of_work import current_work, unit_of_work

MOST_NAMED = 500  # values in one statement; SQLite and PostgreSQL both bear many more


def open_task(
    kind: TaskKind,
    subject: str,
    *,
    facts: Mapping[str, Any],
    url: str,
    to: Party,
    due_on: date | None,
    customer_id: int | None = None,
    department_id: int | None = None,
    by: Actor,
) -> int:
    """Open one task and return its id (O-11). The arguments are those of `NewTask`."""
    new = NewTask(kind, subject, url, to, facts, due_on, customer_id, department_id)
    with unit_of_work(by=by) as work:
        row = Task(**_rows([new], by)[0])
        work.session.add(row)
        work.session.flush()
        tell([(row.staff_id, row.role_id, row.department_id, row.given_by_id)])
        return row.id


def open_tasks(new: Iterable[NewTask], *, remind: Mapping[date | None, date] | None = None, by: Actor) -> int:
    """Open many tasks as one statement and return how many (O-11). The caller slices a long list into short units.

    `remind` are the `reminders` of their days, where the caller has them.
    """
    with unit_of_work(by=by) as work:
        rows = _rows(list(new), by, remind)
        if rows:
            work.session.execute(insert(table_of(Task)), rows)
        return tell([(row["staff_id"], row["role_id"], row["department_id"], None) for row in rows])


def close_tasks(
    subject: str, *, outcome: str = "done", staff_id: int | None = None, kind: TaskKind | None = None, by: Actor
) -> int:
    """Close what is open about a thing, because the deed was done ("done") or is no longer wanted ("cancelled").

    With `staff_id` only that person's, with `kind` only tasks of that kind. Returns how many (O-11).
    """
    return close_tasks_of([subject], outcome=outcome, staff_id=staff_id, kind=kind, by=by)


def close_tasks_of(
    subjects: Collection[str],
    *,
    outcome: str = "done",
    staff_id: int | None = None,
    kind: TaskKind | None = None,
    by: Actor,
) -> int:
    """Close what is open about many things, as `close_tasks` does; returns how many."""
    with unit_of_work(by=by) as work:
        ended = {"state": outcome, "ended_at": work.at, "ended_by_id": by.staff_id, "ended_by": by.name}
        wanted = [Task.staff_id == staff_id] if staff_id is not None else []
        wanted += [Task.kind == kind.key] if kind is not None else []
        return tell(row for part in _parts(list(subjects)) for row in _change(part, wanted, ended))


def move_tasks_due(subject: str, due_on: date | None, *, by: Actor) -> int:
    """Move what is open about a thing to another day, or to none; returns how many (O-11)."""
    return move_tasks_due_of({subject: due_on}, by=by)


def move_tasks_due_of(
    days: Mapping[str, date | None], *, remind: Mapping[date | None, date] | None = None, by: Actor
) -> int:
    """Move what is open about many things, each to its day, as `move_tasks_due` does; returns how many (O-11).

    `remind` are the `reminders` of the days, where the caller has them.
    """
    with unit_of_work(by=by):
        remind, moved = reminders(days.values()) if remind is None else remind, list[Any]()
        for day in sorted(set(days.values()), key=str):
            subjects = [subject for subject, due_on in days.items() if due_on == day]
            values = {"due_on": day, "remind_on": remind.get(day)}
            moved += [row for part in _parts(subjects) for row in _change(part, [], values)]
        return tell(moved)


def reminders(days: Iterable[date | None]) -> dict[date | None, date]:
    """The day on which a task due on each of these days is brought to mind, in working days before it (O-18)."""
    wanted = {day for day in days if day is not None}
    if not wanted:
        return {}
    ahead = policy.of(TaskPolicy).remind_days
    known = calendar(min(wanted).year - 1, max(wanted).year)
    return {day: known.add_working_days(day, -ahead) for day in wanted}


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON holds them: days and moments in ISO, a `Text` as its msgid and parameters."""
    return {name: _plain(value) for name, value in facts.items()}


def _rows(new: Sequence[NewTask], by: Actor, remind: Mapping[date | None, date] | None = None) -> list[dict[str, Any]]:
    homes = _homes({one.to.staff_id for one in new if one.to.staff_id is not None})
    remind = reminders(one.due_on for one in new) if remind is None else remind
    common = {"state": OPEN, "given_by": by.name, "made_at": current_work().at, "version": 1}
    return [
        {
            **common,
            "kind": one.kind.key,
            "subject": one.subject,
            "facts": plain_facts(one.facts),
            "url": one.url,
            "staff_id": one.to.staff_id,
            "role_id": one.to.role_id,
            "department_id": _department(one, homes),
            "customer_id": one.customer_id,
            "due_on": one.due_on,
            "remind_on": remind.get(one.due_on),
        }
        for one in new
    ]


def _department(new: NewTask, homes: Mapping[int, int | None]) -> int | None:
    if new.to.staff_id is not None:
        return new.department_id or homes.get(new.to.staff_id)
    return new.to.department_id or new.department_id


def _homes(people: Collection[int]) -> dict[int, int | None]:
    session, found = current_work().session, dict[int, int | None]()
    for part in _parts(sorted(people)):
        found.update(session.execute(select(Staff.id, Staff.department_id).where(Staff.id.in_(part))).all())
    return found


def _change(subjects: Sequence[str], wanted: Sequence[ColumnElement[bool]], values: Mapping[str, Any]) -> Sequence[Any]:
    still = update(Task).where(Task.subject.in_(subjects), Task.state.in_(WAITING), *wanted)
    changed = still.values(**values, version=Task.version + 1).execution_options(synchronize_session=False)
    return current_work().session.execute(changed.returning(*CONCERNS)).all()


def _parts(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[n : n + MOST_NAMED] for n in range(0, len(items), MOST_NAMED))


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"msgid": value.msgid, "params": plain_facts(value.params)}
    return value.isoformat() if isinstance(value, date | datetime) else value
