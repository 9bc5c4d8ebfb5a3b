"""The tables of major failures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Failure(Base):
    """A major failure (重大故障; K-75, K-76): reported at once, told on, tracked to its end, analysed (F-80).

    `solved_first` is whether technical service acted before the contact slip (K-77); the slip must follow. States:
    reported, running, ended, analysed, sent.
    """

    __tablename__ = "failures"
    __table_args__ = (Index("ix_failures_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    happened_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200))
    symptom: Mapped[Long]
    plan: Mapped[Long | None]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # 业务签单人员
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # 分管经理
    solved_first: Mapped[bool] = mapped_column(default=False)
    slip_number: Mapped[Code | None]  # of the contact slip that followed
    ended_at: Mapped[datetime | None]
    effect: Mapped[Long | None]
    handling: Mapped[Long | None]
    cause: Mapped[Long | None]
    corrective: Mapped[Long | None]
    preventive: Mapped[Long | None]
    analysed_by: Mapped[Name | None]
    analysed_on: Mapped[date | None]
    sent_customer_on: Mapped[date | None]
    sent_business_on: Mapped[date | None]
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class FailureNote(Base):
    """A line of the tracking of a failure (跟踪记录): what is known, who was told."""

    __tablename__ = "failure_notes"
    __table_args__ = (Index("ix_failure_notes_of", "failure_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    failure_id: Mapped[int] = mapped_column(ForeignKey("failures.id"))
    kind: Mapped[Code]  # told, noted, progress, ended
    told: Mapped[Name | None]
    words: Mapped[Long]
    at: Mapped[datetime]
    by: Mapped[Name]
