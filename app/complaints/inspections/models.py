"""The tables of joint inspections."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Inspection(Base):
    """A joint inspection on site (会勘) before or while a form is written, and its report to the GM (K-12, K-13).

    Called for a complaint or, before there is a form, for a customer. Where quality management cannot go in time the
    general manager appoints who goes (A-25). The report is due three days after it; the general manager writes his
    decision on it. States: called, appointing, arranged, inspected, reported, decided, cancelled.
    """

    __tablename__ = "inspections"
    __table_args__ = (
        Index("ix_inspections_state", "state", "id"),
        Index("ix_inspections_caller", "called_by_id", "id"),
        Index("ix_inspections_department", "department_id", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    why: Mapped[Long]
    called_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))  # of whoever called it
    quality_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))  # quality management, was told
    making_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))  # manufacturing, was told
    planned_on: Mapped[date | None]
    party: Mapped[str | None] = mapped_column(String(300))
    appointed: Mapped[bool] = mapped_column(default=False)
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    inspected_on: Mapped[date | None]
    findings: Mapped[Long | None]
    report: Mapped[Long | None]
    reported_by: Mapped[Name | None]
    reported_on: Mapped[date | None]
    decision: Mapped[Long | None]
    decided_by: Mapped[Name | None]
    decided_on: Mapped[date | None]
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class InspectionMember(Base):
    """Somebody whom the general manager appointed to go to an inspection (会勘指派人员; A-25)."""

    __tablename__ = "inspection_members"
    __table_args__ = (UniqueConstraint("inspection_id", "staff_id"),)

    id: Mapped[Id]
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
