"""The tables of referrals by staff and of company customers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Referral(Base):
    """A customer from an employee's private circle (公司员工介绍客户登记表), registered before the first visit (R-71).

    `state` is registered, arrived (at the desk, to be confirmed), valid (confirmed by the project manager), lapsed
    (did not come on `appointed_on`), void or refused. `way` tells how it was confirmed: accompanied or phoned.
    """

    __tablename__ = "referrals"
    __table_args__ = (
        Index("ix_referrals_day", "appointed_on", "id"),
        Index("ix_referrals_phone", "phone", "id"),
        Index("ix_referrals_referrer", "referrer_id", "id"),
        Index("ix_referrals_state", "state", "appointed_on", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    referrer_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code]
    relation: Mapped[Name]
    private: Mapped[bool] = mapped_column(default=True)
    appointed_on: Mapped[date]
    registered_at: Mapped[datetime]
    state: Mapped[Code] = mapped_column(default="registered")
    state_why: Mapped[Long | None]
    way: Mapped[Code | None]
    announced_at: Mapped[datetime | None]
    announced_to: Mapped[Name | None]
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[Name | None]
    again_of_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id"))
    note: Mapped[Long | None]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class CompanyCustomer(Base):
    """A customer introduced or arranged by the company or its senior people (公司客户) before any visit (R-66, R-67).

    `state` is standing, or refused where somebody had registered him on site before.
    """

    __tablename__ = "company_customers"
    __table_args__ = (
        Index("ix_company_customers_phone", "phone", "id"),
        Index("ix_company_customers_customer", "customer_id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code]
    introduced_by: Mapped[Name]
    how: Mapped[Long]
    named_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    named_why: Mapped[Long | None]
    asked_at: Mapped[datetime]
    state: Mapped[Code] = mapped_column(default="standing")
    state_why: Mapped[Long | None]
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)
