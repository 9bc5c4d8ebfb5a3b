"""What every deed on one task shares: who may, on whose behalf, and whether somebody was quicker."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.access.models import Role
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.models import Task
from app.office.tasks.queries.one import seat
from app.office.tasks.service.telling import CONCERNS, tell
from app.unit_of_work import Work, current_work, unit_of_work

QUICKER = Text("Somebody was quicker: this task is no longer as you saw it. Look at it again.")
NOT_HIS = Text("You cannot do this with this task.")


@dataclass(frozen=True, slots=True)
class Change:
    """A deed on a task that is under way."""

    work: Work
    task: Task
    version: int

    @property
    def subject(self) -> str:
        """The subject of the task in history."""
        return subject_of(self.task.id)

    @property
    def facts(self) -> dict[str, Any]:
        """What history keeps of a command: its number and its first words."""
        return {name: self.task.facts[name] for name in ("number", "what") if name in self.task.facts}

    @property
    def party(self) -> Party:
        """Whom the task is for."""
        return Party(self.task.staff_id, self.task.role_id, self.task.department_id)

    def ended(self) -> dict[str, Any]:
        """When and by whom it has ended."""
        return {"ended_at": self.work.at, "ended_by_id": self.work.by.staff_id, "ended_by": self.work.by.name}

    def to(self, values: Mapping[str, Any]) -> None:
        """Change the row if it still is as the user saw it. Raises Conflict."""
        seen = update(Task).where(Task.id == self.task.id, Task.version == self.version)
        changed = seen.values(**values, version=self.version + 1).execution_options(synchronize_session=False)
        now = self.work.session.execute(changed.returning(*CONCERNS)).all()
        if len(now) != 1:
            raise Conflict(QUICKER)
        before = (self.party.staff_id, self.party.role_id, self.party.department_id, self.task.given_by_id)
        tell([before, *now])


@contextlib.contextmanager
def changed_by(task_id: int, version: int, move: str, *, by: Actor) -> Iterator[Change]:
    """One deed on one task, in the name of whom the actor stands in for where the task is not his own.

    Raises NoResultFound for a task that he may not know of, Conflict where it is no longer as he saw it, Refused
    where this is not for him to do.
    """
    acting = replace(by, on_behalf_of=seat(task_id, by).on_behalf_of)
    with unit_of_work(by=acting) as work:
        found = seat(task_id, by)
        if found.task.version != version:
            raise Conflict(QUICKER)
        if move not in found.moves:
            raise Refused(NOT_HIS)
        yield Change(work, found.task, version)


def subject_of(task_id: int) -> str:
    """The subject under which history keeps the deeds on a task."""
    return f"task:{task_id}"


def named(party: Party) -> str | dict[str, Any]:
    """Whom a task is for, as history keeps it: the person's name, or the role's, which may be a sentence of ours."""
    session = current_work().session
    if party.staff_id is not None:
        return session.scalars(select(Staff.name).where(Staff.id == party.staff_id)).one()
    role = session.execute(select(Role.key, Role.name).where(Role.id == party.role_id)).one()
    return {"msgid": role.name, "params": {}} if role.key else str(role.name)
