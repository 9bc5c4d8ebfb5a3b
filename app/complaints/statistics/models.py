"""The tables of monthly reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Id, Long, Name


class MonthReview(Base):
    """The monthly table of closed complaints, confirmed with the heads (客户投诉案件统计表, F-65; K-30, P-09).

    `figures` are the table as it was confirmed; a later confirmation is another row, the newest holds.
    """

    __tablename__ = "complaint_month_reviews"
    __table_args__ = (Index("ix_complaint_month_reviews_month", "month", "id"), APPEND_ONLY)

    id: Mapped[Id]
    month: Mapped[str] = mapped_column(String(7))
    figures: Mapped[dict[str, Any]]
    attendees: Mapped[str] = mapped_column(String(300))
    words: Mapped[Long | None]
    at: Mapped[datetime]
    by: Mapped[Name]
