"""Tasks and commands for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.domain.text import Text
from app.extensions import db
from app.office.access.models import Role
from app.office.staff.models import Department
from app.office.tasks.kinds import Party, TaskKind
from app.office.tasks.models import Task
from app.office.tasks.service import NewCommand, give_command, open_task
from tests import factories

TODAY, FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 27), date(2026, 11, 30)
CALL = TaskKind("test.call", Text("Call"), Text("Call %(name)s"))
LEND = TaskKind("test.lend", Text("Lend"), Text("Lend %(name)s a pen"), may_hand_on=True)


def stored(task_id: int) -> Task:
    """The task as it stands in the database now."""
    db.session.expire_all()
    return db.session.scalars(select(Task).where(Task.id == task_id)).one()


def person(username: str) -> Party:
    """One of the cast as the party of a task."""
    return Party(staff_id=factories.staff_id(username))


def role(key: str, department: str | None = None) -> Party:
    """A shipped role as the party of a task."""
    role_id = db.session.scalars(select(Role.id).where(Role.key == key)).one()
    return Party(role_id=role_id, department_id=department_id(department) if department else None)


def department_id(name: str) -> int:
    """The id of one of the cast's departments."""
    return db.session.scalars(select(Department.id).where(Department.name == name)).one()


def task(to: Party, name: str = "张三", *, kind: TaskKind = CALL, due_on: date | None = FRIDAY, **more: Any) -> int:
    """A task that the program made."""
    facts, subject = {"name": name}, more.pop("subject", f"visit:{name}")
    return open_task(kind, subject, facts=facts, url="/visits/1", to=to, due_on=due_on, by=OPERATOR, **more)


def words(to: Party, **more: Any) -> NewCommand:
    """The six parts of a command."""
    made = NewCommand(
        to=to,
        what="核对 2 单元的用户资料",
        due_on=FRIDAY,
        place="红旗小区",
        plan="20 日领名单，27 日交回",
        control="抽查十户",
        way="written",
    )
    return replace(made, **more)


def command(giver: str = "bai", to: str = "su", **more: Any) -> int:
    """A command from one of the cast to another."""
    return give_command(words(person(to), **more), by=factories.actor(giver))
