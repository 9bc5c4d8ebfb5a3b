"""The tables of what somebody was asked first, and of what became of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Enquiry(Base):
    """A service asked for, a problem or a request (首问登记). Whoever was asked first owns it until it is handed over.

    `first_id` is the first responsible person (第一责任者) and never changes; `owner_id` has it now. `state` is open,
    done or referred (not ours). `matter_of_id` is the enquiry whose matter this one asks about once more (R-152).
    `slip` is the number of its work-contact slip (工作联络单), where one was written.
    """

    __tablename__ = "enquiries"
    __table_args__ = (
        Index("ix_enquiries_owner", "owner_id", "state", "due_on"),
        Index("ix_enquiries_state", "state", "due_on", "id"),
        Index("ix_enquiries_customer", "customer_id", "id"),
        Index("ix_enquiries_phone", "phone", "id"),
        Index("ix_enquiries_matter", "matter_of_id"),
        Index("ix_enquiries_day", "day", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    day: Mapped[date]
    asked_at: Mapped[datetime]
    channel: Mapped[Code]  # counter | phone | message | other
    first_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    kind: Mapped[Code]  # service | problem | request
    matter: Mapped[Long]
    weighty: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default="open")
    result: Mapped[Long | None]
    done_at: Mapped[datetime | None]
    slip: Mapped[Code | None] = mapped_column(unique=True)
    matter_of_id: Mapped[int | None] = mapped_column(ForeignKey("enquiries.id"))
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    call_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class EnquiryStep(Base):
    """A step of an enquiry: asked, handed on, given back, told to the top, done, asked again. Never changed."""

    __tablename__ = "enquiry_steps"
    __table_args__ = (Index("ix_enquiry_steps_enquiry", "enquiry_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id"))
    step: Mapped[Code]
    from_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_on: Mapped[date | None]
    words: Mapped[Long | None]
    at: Mapped[datetime]
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)


class WorkSlip(Base):
    """A work-contact slip (工作联络单, F-40): to whom, what is asked for, what was done already. Never changed."""

    __tablename__ = "work_slips"
    __table_args__ = (APPEND_ONLY,)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id"), index=True)
    to_department: Mapped[Name]
    to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    afterwards: Mapped[bool] = mapped_column(default=False)
    done_already: Mapped[Long | None]
    asked: Mapped[Long]
    due_on: Mapped[date | None]
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
