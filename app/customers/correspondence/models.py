"""The tables of what was written and said between the office and its customers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Letter(Base):
    """One exchange with a customer (往来/沟通记录, F-99): letter, call, fax, e-mail, message (C-21, C-93, C-94, C-97).

    `way` is letter, call, fax, email, message, meeting or other; `direction` in or out; `counterpart` the kind of
    party (owner, user, committee, developer, utility, specialist, authority, other). What was asked must be answered
    by `answer_due_on` (C-94); `answered_on` says when it was, and `met` whether what he asked was met.
    `contract_id` defines each side's part (C-126).
    """

    __tablename__ = "correspondence"
    __table_args__ = (
        Index("ix_correspondence_customer", "customer_id", "id"),
        Index("ix_correspondence_open", "answered_on", "answer_due_on", "id"),
        Index("ix_correspondence_at", "at", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contracts.id"))
    at: Mapped[datetime]
    way: Mapped[Code]
    direction: Mapped[Code]
    counterpart: Mapped[Code]
    counterpart_name: Mapped[Name | None]
    reason: Mapped[Long]
    course: Mapped[Long | None]
    result: Mapped[Long | None]
    asked: Mapped[Long | None]
    answer: Mapped[Long | None]
    answer_due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    met: Mapped[bool | None]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
