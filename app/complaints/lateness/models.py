"""The tables of enquiries about late stages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class LatenessEnquiry(Base):
    """A slip that asks a department why its stage was late, after the case was closed (洽办单, F-76; K-29)."""

    __tablename__ = "lateness_enquiries"
    __table_args__ = (Index("ix_lateness_enquiries_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("complaint_stages.id"), unique=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    late_days: Mapped[int]
    asked_by: Mapped[Name]
    asked_at: Mapped[datetime]
    words: Mapped[Long | None]
    received_at: Mapped[datetime | None]
    received_by: Mapped[Name | None]
    reason: Mapped[Long | None]
    measure: Mapped[Long | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[Name | None]
    state: Mapped[Code]  # asked, answered
    version: Mapped[int] = mapped_column(default=1)
