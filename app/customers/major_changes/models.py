"""The table of major changes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class MajorChange(Base):
    """A major change (重大变动) on the customer's side, or between him and the office (C-09, C-10 as corrected)."""

    __tablename__ = "major_changes"
    __table_args__ = (Index("ix_major_changes_customer", "customer_id", "happened_on", "id"),)

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    side: Mapped[Code]  # customer | both
    happened_on: Mapped[date]
    what: Mapped[Long]
    consequence: Mapped[Long | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    withdrawn_why: Mapped[Long | None]
    version: Mapped[int] = mapped_column(default=1)
