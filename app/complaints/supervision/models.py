"""The tables of service supervision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class SupervisionReport(Base):
    """The business department's monthly assessment of technical service (服务监督报告, F-79; P-07).

    `figures` are the counts of the month when it was written. States: draft, submitted, noted by the general manager.
    """

    __tablename__ = "supervision_reports"

    id: Mapped[Id]
    month: Mapped[str] = mapped_column(String(7), unique=True)
    acceptance: Mapped[Long]
    maintenance: Mapped[Long]
    other: Mapped[Long | None]
    score: Mapped[int | None]
    figures: Mapped[dict[str, Any]]
    noted_by: Mapped[Name | None]
    noted_on: Mapped[date | None]
    note: Mapped[Long | None]
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
