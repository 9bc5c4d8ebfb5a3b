"""The tables of abnormality slips."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class AbnormalitySlip(Base):
    """An abnormality that caused no loss, for improvement only (异常处理单, F-66; K-02).

    States: open, answered, closed.
    """

    __tablename__ = "abnormality_slips"
    __table_args__ = (
        Index("ix_abnormality_slips_state", "state", "id"),
        Index("ix_abnormality_slips_department", "department_id", "state", "id"),
        Index("ix_abnormality_slips_maker", "made_by_id", "state", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    happened_on: Mapped[date]
    what: Mapped[Long]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    wanted: Mapped[Long | None]
    due_on: Mapped[date | None]
    cause: Mapped[Long | None]
    measure: Mapped[Long | None]
    answered_by: Mapped[Name | None]
    answered_on: Mapped[date | None]
    effect: Mapped[Long | None]
    closed_by: Mapped[Name | None]
    closed_on: Mapped[date | None]
    state: Mapped[Code]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # who confirms the effect
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
