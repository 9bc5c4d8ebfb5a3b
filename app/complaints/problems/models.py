"""The tables of the daily problem list."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Problem(Base):
    """A line of the daily problem list (客服日常问题记录, F-81; K-64, P-23): an enquiry, a suggestion or a complaint.

    A tip-off (举报) is confidential: only who wrote it down, `passed_to_id` and the general manager know of it.
    `passed_to_id` is who got it; `complaint_id` where it became a complaint.
    """

    __tablename__ = "problems"
    __table_args__ = (
        Index("ix_problems_day", "day", "id"),
        Index("ix_problems_solved", "solved", "kind", "id"),
        Index("ix_problems_passed", "passed_to_id", "solved"),
    )

    id: Mapped[Id]
    day: Mapped[date]
    kind: Mapped[Code]  # enquiry, suggestion, complaint, tip_off
    words: Mapped[Long]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    times: Mapped[int] = mapped_column(default=1)
    passed_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    solved: Mapped[bool] = mapped_column(default=False)
    result: Mapped[Long | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
