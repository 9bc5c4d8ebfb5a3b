"""Handing tasks on: by whoever has them, by who gave them, and for somebody who leaves (O-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.models import Role
from app.office.access.queries import administrators
from app.office.access.shipped import ADMINISTRATOR
from app.office.history.service import Deed, record, record_many
from app.office.positions.queries import organisation
from app.office.positions.rules import superior_of
from app.office.staff.models import Staff
from app.office.staff.queries import colleagues
from app.office.tasks import rules
from app.office.tasks.feature import HANDED_ON, INHERITED
from app.office.tasks.kinds import Party, task_kinds
from app.office.tasks.models import Task
from app.office.tasks.queries.addressees import subordinates
from app.office.tasks.service.changing import changed_by, named, subject_of
from app.office.tasks.service.telling import CONCERNS, tell
from app.unit_of_work import current_work, unit_of_work

UNFINISHED = (rules.OPEN, rules.RETURNED, rules.DONE)


def hand_on(task_id: int, version: int, to: int, reason: str, *, by: Actor) -> None:
    """Hand a task on to another person, who has it from then on (O-11).

    Whoever gave a command hands it to one of those who take his commands, everybody else to any colleague but the
    giver, to whom it is given back. Raises NoResultFound, Conflict and Refused as `finish` does.
    """
    with changed_by(task_id, version, rules.HAND_ON, by=by) as change:
        _check_heir(change.task, to, by)
        home = current_work().session.scalar(select(Staff.department_id).where(Staff.id == to))
        heir = {"staff_id": to, "role_id": None, "department_id": home}
        change.to({"state": rules.OPEN, **heir})
        facts = {**change.facts, "from": named(change.party), "to": named(Party(staff_id=to))}
        record(HANDED_ON, change.subject, customer_id=change.task.customer_id, facts=facts, reason=reason)


def heirs(task: Task, *, by: Actor) -> list[tuple[int, str]]:
    """To whom this actor may hand a task on, by name."""
    if task.given_by_id == by.staff_id and task.given_by_id is not None:
        return [one for one in subordinates(by) if one[0] != task.staff_id or task.state == rules.RETURNED]
    return colleagues(by.staff_id, task.staff_id, task.given_by_id)


def staff_left(staff_id: int, left_on: date, *, by: Actor) -> None:
    """Give what somebody who leaves has to do to his superior, or else to the administrators (O-11).

    The commands that he gave are then looked after by his superior as well. Hook `staff_left` of staff.
    """
    with unit_of_work(by=by):
        heir = _superior(staff_id)
        _pass_on(staff_id, heir, left_on)
        _inherit(staff_id, heir if heir is not None else _an_administrator(), left_on)


def _check_heir(task: Task, to: int, by: Actor) -> None:
    if all(to != staff_id for staff_id, _ in heirs(task, by=by)):
        raise Refused(Text("This task cannot be handed on to that person. Choose one of the list."), field="to")


def _superior(staff_id: int) -> int | None:
    """His superior as if he still were here."""
    office = organisation()
    home = current_work().session.scalar(select(Staff.department_id).where(Staff.id == staff_id))
    return superior_of(replace(office, home={**office.home, staff_id: home}), staff_id)


def _pass_on(staff_id: int, heir: int | None, left_on: date) -> None:
    session = current_work().session
    kept = [kind.key for kind in task_kinds().values() if kind.reseated]
    open_ones = (Task.staff_id == staff_id, Task.state.in_(rules.WAITING), Task.kind.not_in(kept))
    tasks = session.execute(select(Task.id, Task.customer_id, Task.facts).where(*open_ones).order_by(Task.id)).all()
    if not tasks:
        return
    to = Party(staff_id=heir) if heir is not None else Party(role_id=_administrators())
    home = session.scalar(select(Staff.department_id).where(Staff.id == heir)) if heir is not None else None
    values = {"staff_id": to.staff_id, "role_id": to.role_id, "department_id": home}
    _change(open_ones, values)
    facts = {"from": named(Party(staff_id=staff_id)), "to": named(to), "left_on": left_on}
    record_many(HANDED_ON, [Deed(subject_of(one.id), one.customer_id, {**_words(one), **facts}) for one in tasks])


def _inherit(staff_id: int, heir: int | None, left_on: date) -> None:
    session = current_work().session
    given = (Task.given_by_id == staff_id, Task.state.in_(UNFINISHED))
    tasks = session.execute(select(Task.id, Task.facts).where(*given).order_by(Task.id)).all()
    if not tasks or heir is None:
        return
    _change(given, {"given_by_id": heir})
    facts = {"from": named(Party(staff_id=staff_id)), "to": named(Party(staff_id=heir)), "left_on": left_on}
    record_many(INHERITED, [Deed(subject_of(one.id), None, {**_words(one), **facts}) for one in tasks])


def _change(wanted: Sequence[Any], values: dict[str, Any]) -> None:
    changed = update(Task).where(*wanted).values(**values, version=Task.version + 1)
    silent = changed.execution_options(synchronize_session=False)
    tell(current_work().session.execute(silent.returning(*CONCERNS)).all())


def _words(row: Any) -> dict[str, Any]:
    return {name: row.facts[name] for name in ("number", "what") if name in row.facts}


def _administrators() -> int:
    return current_work().session.scalars(select(Role.id).where(Role.key == ADMINISTRATOR)).one()


def _an_administrator() -> int | None:
    return current_work().session.scalar(administrators().limit(1))
