"""The tables of questions that nobody could answer and of incidents on the floor."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Question(Base):
    """A visitor's question that the rep could not answer: a manager is called (请经理解答, R-26)."""

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_state", "state", "id"), Index("ix_questions_day", "day", "id"))

    id: Mapped[Id]
    day: Mapped[date]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    topic: Mapped[Name | None]
    text: Mapped[Long]
    waiting: Mapped[bool] = mapped_column(default=True)  # the visitor waits at the desk
    called_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[Code] = mapped_column(default="open")  # open | answered
    answer: Mapped[Long | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[Name | None]
    answered_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class Incident(Base):
    """A conflict or trouble on the floor (现场事件, R-27), or a violation of the rules of reception.

    `kind` is a trouble on the floor (conflict, disturbance, other) or a violation (snatching, neglect, picking, …; see
    rules.py) by `staff_id`. A violation is `verified` by somebody who may see incidents; `conduct_case_id` is the case
    in the conduct ledger that follows then, where people decide. `removed_at` is when those concerned were led away.
    """

    __tablename__ = "incidents"
    __table_args__ = (Index("ix_incidents_state", "state", "id"), Index("ix_incidents_day", "day", "id"))

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    day: Mapped[date]
    happened_at: Mapped[datetime]
    kind: Mapped[Code]
    place: Mapped[Name | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    others: Mapped[Long | None]
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    text: Mapped[Long]
    removed_at: Mapped[datetime | None]
    handled: Mapped[Long | None]
    handled_at: Mapped[datetime | None]
    handled_by: Mapped[Name | None]
    state: Mapped[Code] = mapped_column(default="open")  # open | handled
    verified: Mapped[Long | None]
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[Name | None]
    conduct_case_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)
