"""The table of appointments and of expected visitors."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Appointment(Base):
    """A visitor who is expected (预约/预告来访), at a time or some time of the day.

    `kind` is appointment, or announced: a rep announces a friend of an old customer beforehand (R-62), whose
    `announced_by_id` is that customer. `state` is expected, arrived (`visit_id`), missed or cancelled.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_day", "day", "at", "id"),
        Index("ix_appointments_phone", "phone", "day"),
        Index("ix_appointments_customer", "customer_id", "id"),
        Index("ix_appointments_staff", "staff_id", "day"),
        Index("ix_appointments_state", "state", "day", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Code]
    day: Mapped[date]
    at: Mapped[datetime | None]
    purpose_id: Mapped[int] = mapped_column(ForeignKey("purposes.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    party: Mapped[int] = mapped_column(default=1)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    announced_by_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    call_id: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[Long | None]
    state: Mapped[Code] = mapped_column(default="expected")
    state_why: Mapped[Long | None]
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)
