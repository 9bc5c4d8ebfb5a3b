"""The table of telephone calls."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Call(Base):
    """A telephone call (来电), a line of the call register (来电登记表). Corrections stand beside it, never in it.

    `staff_id` took it. `invited` tells whether the caller was invited to visit (R-23), `invited_for` the day.
    `matter_of_id` is the first call on the same matter (R-152).
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_day", "day", "id"),
        Index("ix_calls_customer", "customer_id", "id"),
        Index("ix_calls_phone", "phone", "id"),
        Index("ix_calls_staff", "staff_id", "day", "id"),
        Index("ix_calls_matter", "matter_of_id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    day: Mapped[date]
    called_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    purpose_id: Mapped[int] = mapped_column(ForeignKey("purposes.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    first_time: Mapped[Code] = mapped_column(default="unknown")
    source: Mapped[Name | None]
    matter: Mapped[Long]
    answer: Mapped[Long | None]
    invited: Mapped[bool] = mapped_column(default=False)
    invited_for: Mapped[date | None]
    matter_of_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"))
    registered_by: Mapped[Name]
    registered_by_id: Mapped[int | None] = mapped_column(BigInteger)
