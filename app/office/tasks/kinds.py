"""What a task needs to know of the thing it is about: the kinds of tasks, as features declare them (O-11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.text import Text
from app.web import registry


@dataclass(frozen=True, slots=True)
class TaskKind:
    """A kind of task. A feature declares `hooks={"task_kinds": "tasks:kinds"}`, `kinds() -> [TaskKind]`.

    `sentence` is read over the facts as an action's is: a fact `x_fen` (fen) or `x_m3` (0.001 m³) stands formatted
    in the place `%(x)s`, a day as it is, `x_msgid` and a `Text` in the language of the reader. `may_hand_on` lets
    whoever has the task give it to somebody else: its feature closes it by the subject then, whoever did it. The open
    tasks of somebody who leaves go to his superior, but for the kinds that are `reseated`: there the feature itself
    sees to that.
    """

    key: str
    label: Text
    sentence: Text
    may_hand_on: bool = False
    reseated: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a task is for: a person, or whoever holds a role, within the department where one is given."""

    staff_id: int | None = None
    role_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be opened; `url` is where it is done, `subject` ("approval:12") what closes it when the deed is done.

    The managers of `department_id` see it too; without one, those of the person's own department. For a role it is
    the department within which the role must be held, as `to.department_id` is.
    """

    kind: TaskKind
    subject: str
    url: str
    to: Party
    facts: Mapping[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    customer_id: int | None = None
    department_id: int | None = None


def task_kinds() -> dict[str, TaskKind]:
    """Every kind of task that a feature declares, by its key, in the order of app/features.py."""
    return {kind.key: kind for declared in registry.hooked("task_kinds") for kind in declared()}


COMMAND = TaskKind("tasks.command", Text("Command"), Text("%(number)s: %(what)s"), may_hand_on=True)


def kinds() -> list[TaskKind]:
    """The kind that this feature brings itself: the command given by hand (指令) (S-13)."""
    return [COMMAND]
