"""The tables of joint inspections."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Inspection(Base):
    """A joint inspection on site (会勘) before or while a form is written, and its report to the GM (K-12, K-13).

    Where quality management cannot go in time the general manager appoints who goes (A-25). The report is due three
    days after it; the general manager writes his decision on it. States: called, appointing, arranged, reported,
    decided, cancelled.
    """

    __tablename__ = "inspections"
    __table_args__ = (Index("ix_inspections_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    why: Mapped[Long]
    called_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    planned_on: Mapped[date | None]
    party: Mapped[str | None] = mapped_column(String(300))
    appointed: Mapped[bool] = mapped_column(default=False)
    inspected_on: Mapped[date | None]
    findings: Mapped[Long | None]
    report: Mapped[Long | None]
    decision: Mapped[Long | None]
    decided_by: Mapped[Name | None]
    decided_on: Mapped[date | None]
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
