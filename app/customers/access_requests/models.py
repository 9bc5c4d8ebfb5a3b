"""The table of requests to read files."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long


class AccessRequest(Base):
    """A request to read a customer's file (档案查阅申请), with purpose and last day (C-17, C-18, A-15, A-16).

    `state` is asked, granted, refused, withdrawn or ended; the grant itself is a row of `file_grants`.
    """

    __tablename__ = "access_requests"
    __table_args__ = (
        Index("ix_access_requests_customer", "customer_id", "id"),
        Index("ix_access_requests_staff", "staff_id", "id"),
        Index("uq_access_requests_open", "customer_id", "staff_id", unique=True,
              sqlite_where=text("state = 'asked'"), postgresql_where=text("state = 'asked'")),
    )  # fmt: skip

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    matter: Mapped[Code]  # files.read_own | files.read_other
    purpose: Mapped[Long]
    until_on: Mapped[date]
    state: Mapped[Code] = mapped_column(default="asked")
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    asked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
