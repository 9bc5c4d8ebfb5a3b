"""The table of contracts with customers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name
from app.domain.money import Fen


class Contract(Base):
    """A contract with a customer (合同): who does what on either side, from when until when (C-126, C-35).

    `state` is signed, ended or cancelled; the scan hangs on "contract:<id>". `blank_number` is the serial number of
    the stationery it stands on; `reminded_for` the last day of which the responsible person was reminded.
    """

    __tablename__ = "contracts"
    __table_args__ = (
        Index("ix_contracts_customer", "customer_id", "id"),
        Index("ix_contracts_until", "state", "until_on", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    title: Mapped[Name]
    signed_on: Mapped[date]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    amount: Mapped[Fen | None]
    our_part: Mapped[Long | None]
    their_part: Mapped[Long | None]
    blank_number: Mapped[Code | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[Code] = mapped_column(default="signed")
    state_why: Mapped[Long | None]
    reminded_for: Mapped[date | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
