"""The table of the manager's words beside the figures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Analysis(Base):
    """What the manager says to the figures of a week or month (分析); the newest counts, none is ever changed."""

    __tablename__ = "period_analyses"
    __table_args__ = (Index("ix_period_analyses_period", "period", "first_on", "id"), APPEND_ONLY)

    id: Mapped[Id]
    period: Mapped[Code]  # day | week | month
    first_on: Mapped[date]
    text: Mapped[Long]
    at: Mapped[datetime]
    by_name: Mapped[Name]
