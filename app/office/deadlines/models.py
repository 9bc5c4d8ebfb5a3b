"""The tables of deadlines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Deadline(Base):
    """By when something has to be done (时限) (O-02).

    Facts: the `rule` that gives it, its term (`term` times `unit`, as that rule said on the day of the start, in
    `term_from` since when), the arrival and the day 0 that follows from it, `late` where it arrived after the
    cut-off, pauses, extensions, the stop and its outcome (kept, late, dropped). `parent_id` is the overall deadline
    of a stage.

    `due_on`, `warn_on` (the next step of the ladder), `paused` and `certain` are worked out from the facts and the
    calendar again whenever one of them changes and every night; they stand here to be sorted and searched by.
    `round` rises with every extension: the steps of the ladder fire once in a round.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        Index("ix_deadlines_subject", "subject", "rule"),
        Index("ix_deadlines_open", "stopped_on", "due_on", "id"),
        Index("ix_deadlines_warn_on", "stopped_on", "warn_on"),
        Index("ix_deadlines_staff", "staff_id", "stopped_on", "due_on", "id"),
        Index("ix_deadlines_department", "department_id", "stopped_on", "due_on", "id"),
        Index("ix_deadlines_rule", "rule", "stopped_on", "due_on", "id"),
    )

    id: Mapped[Id]
    rule: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]]
    url: Mapped[str] = mapped_column(String(300))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("deadlines.id"), index=True)
    term: Mapped[int]
    unit: Mapped[Code]
    term_from: Mapped[date | None]
    arrived_at: Mapped[datetime]
    started_on: Mapped[date]
    late: Mapped[bool] = mapped_column(default=False)
    stopped_at: Mapped[datetime | None]
    stopped_on: Mapped[date | None]
    outcome: Mapped[Code | None]
    due_on: Mapped[date]
    warn_on: Mapped[date | None]
    paused: Mapped[bool] = mapped_column(default=False)
    certain: Mapped[bool] = mapped_column(default=True)
    round: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1)


class DeadlinePause(Base):
    """A time in which a deadline does not run (中止), with its cause; running again on `ended_on`."""

    __tablename__ = "deadline_pauses"

    id: Mapped[Id]
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"), index=True)
    began_on: Mapped[date]
    cause: Mapped[Long]
    began_by: Mapped[Name]
    ended_on: Mapped[date | None]
    ended_by: Mapped[Name | None]


class DeadlineExtension(Base):
    """More time (延期), in the unit of the deadline, with the approval that gave it."""

    __tablename__ = "deadline_extensions"
    __table_args__ = (APPEND_ONLY,)

    id: Mapped[Id]
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"), index=True)
    extra: Mapped[int]
    reason: Mapped[Long]
    approval_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    approved_by: Mapped[Name]
    at: Mapped[datetime]


class DeadlineStep(Base):
    """A step of the ladder that has fired (催办记录): once for each deadline, round, day and addressee.

    `planned_on` is the working day on which it was to fire; `late` where the program was not running then. A step
    with a printed slip (催办单) has its number; `received_at` is when the addressee signed for it.
    """

    __tablename__ = "deadline_steps"
    __table_args__ = (UniqueConstraint("deadline_id", "round", "days", "addressee"),)

    id: Mapped[Id]
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    round: Mapped[int]
    days: Mapped[int]
    addressee: Mapped[Code]  # as the ladder says: responsible, head, above, position:general_manager, role:finance
    planned_on: Mapped[date]
    fired_at: Mapped[datetime]
    late: Mapped[bool]
    due_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    number: Mapped[Code | None] = mapped_column(unique=True)
    received_at: Mapped[datetime | None]
    received_by: Mapped[Name | None]
    answer: Mapped[Long | None]


class LadderRung(Base):
    """A step of the office's own ladder of a rule: so many working days before or after the due day, to whom.

    An office that has none for a rule uses the shipped ladder of that rule.
    """

    __tablename__ = "ladder_rungs"
    __table_args__ = (UniqueConstraint("rule", "days", "addressee"),)

    id: Mapped[Id]
    rule: Mapped[Code]
    days: Mapped[int]
    addressee: Mapped[Code]
    slip: Mapped[bool] = mapped_column(default=False)
