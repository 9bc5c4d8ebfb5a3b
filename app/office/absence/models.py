"""The tables of absences and of who stands in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Absence(Base):
    """A time in which a member of staff is away (外出/请假): leave, business, sick or other.

    From `first_on` to `last_on`, both included; without an end until he is back. `deputy_id` stands in for him
    (代理人); without one his usual deputy does. A cancelled one never was.
    """

    __tablename__ = "absences"
    __table_args__ = (Index("ix_absences_staff", "staff_id", "first_on"), Index("ix_absences_last_on", "last_on"))

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[Code]
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    note: Mapped[Long | None]
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class UsualDeputy(Base):
    """Who stands in for somebody whenever an absence names nobody."""

    __tablename__ = "usual_deputies"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
