"""The tables of tasks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Task(Base):
    """Something that somebody has to do by a day (待办事项) (O-11).

    It is for a person (`staff_id`), or for whoever holds a role (`role_id`, within `department_id` where one is
    given). `kind` and `facts` make its sentence; `url` is where it is done; `subject` is the thing it is about, such
    as "approval:12", and whoever does the deed there closes the tasks of that subject. A command (指令) has its own
    words in `commands` and is its own subject, "task:7".

    States: open, returned (给回, to `given_by_id`), done, confirmed (the giver has looked at it), cancelled.
    `department_id` is also that of the person at the time, so that a manager sees his department's. `given_by_id`
    looks after a command: whoever gave it or, once he left, his superior; what the program made has none. A command
    has no `url`, it is done on its own page.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        Index("ix_tasks_staff", "staff_id", "state", "due_on", "id"),
        Index("ix_tasks_role", "role_id", "state", "due_on", "id"),
        Index("ix_tasks_department", "department_id", "state", "due_on", "id"),
        Index("ix_tasks_given_by", "given_by_id", "state", "due_on", "id"),
        Index("ix_tasks_subject", "subject", "state"),
        Index("ix_tasks_remind_on", "state", "remind_on"),
    )

    id: Mapped[Id]
    kind: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]]
    url: Mapped[str] = mapped_column(String(300))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("roles.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    due_on: Mapped[date | None]
    state: Mapped[Code]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    given_by: Mapped[Name]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(BigInteger)
    ended_by: Mapped[Name | None]
    result: Mapped[Long | None]
    remind_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class Command(Base):
    """The words of a task given by hand (指令): what, where, with which plan, and how it is checked (S-13).

    Who and by when stand in the task itself; together they are the six parts of a complete command.
    """

    __tablename__ = "commands"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    number: Mapped[Code] = mapped_column(unique=True)
    form: Mapped[Code]  # spoken, written, meeting
    what: Mapped[Long]
    place: Mapped[Name]
    plan: Mapped[Long]
    control: Mapped[Long]
