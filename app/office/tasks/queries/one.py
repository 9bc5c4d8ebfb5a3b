"""One task as somebody may see it, with what he may do with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import false, select

from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff
from app.office.tasks.kinds import COMMAND, task_kinds
from app.office.tasks.models import Command, Task
from app.office.tasks.queries.desk import Desk, desk_of, is_for, visible
from app.office.tasks.queries.lists import Line, lines, with_names
from app.office.tasks.rules import moves


@dataclass(frozen=True, slots=True)
class Seat:
    """How an actor stands to a task: what he may do with it, and on whose behalf where he stands in for somebody."""

    task: Task
    moves: frozenset[str]
    on_behalf_of: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A task on its own page: its line, the words of a command, what this user may do, and for whom he would."""

    line: Line
    command: Command | None
    moves: frozenset[str]
    on_behalf_of: str | None


def seat(task_id: int, actor: Actor) -> Seat:
    """How this actor stands to a task, as stored now. Raises NoResultFound for one that he may not know of (O-07)."""
    desk = desk_of(actor)
    for_him = is_for(desk.people[:1]) if desk.people else false()
    for_others = is_for(desk.stood_in_for) if desk.stood_in_for else false()
    query = select(Task, for_him, for_others).where(Task.id == task_id, visible(actor, desk))
    task, is_own, is_others = db.session.execute(query.execution_options(populate_existing=True)).one()
    giver = task.given_by_id in desk.people
    kind = task_kinds().get(task.kind)
    allowed = moves(
        task.state,
        doer=is_own or is_others,
        giver=giver,
        command=task.kind == COMMAND.key,
        may_hand_on=kind is not None and kind.may_hand_on,
    )
    own = is_own or task.given_by_id == desk.staff_id
    return Seat(task, allowed, None if own else _on_behalf_of(task, desk, by_role=is_others))


def shown(task_id: int, actor: Actor) -> Shown:
    """A task with all its page shows. Raises NoResultFound for one that this actor may not know of (O-07)."""
    found = seat(task_id, actor)
    row = db.session.execute(with_names().where(Task.id == task_id)).one()
    command = db.session.scalars(select(Command).where(Command.task_id == task_id)).one_or_none()
    line = lines([row], Desk(actor.staff_id))[0]
    return Shown(line, command, found.moves, _name(found.on_behalf_of))


def _on_behalf_of(task: Task, desk: Desk, *, by_role: bool) -> int | None:
    """Whose place is taken: of several whom he stands in for, the one who was asked, else who gave the command."""
    named = [one for one in (task.staff_id, task.given_by_id) if one in desk.stood_in_for]
    return next(iter((*named, *desk.stood_in_for)), None) if named or by_role else None


def _name(staff_id: int | None) -> str | None:
    return db.session.scalar(select(Staff.name).where(Staff.id == staff_id)) if staff_id is not None else None
