"""The tables of what somebody was asked first, and of what became of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Enquiry(Base):
    """A service asked for, a problem or a request (首问登记). Whoever was asked first owns it until it is handed over.

    `first_id` is the first responsible person (第一责任者) and never changes; `owner_id` has it now, `offered_id` was
    asked to take it over and has not answered. `department_id` is the owner's. `state` is open, done, referred (not
    ours) or joined: asked once more while the earlier one was still open, which goes on for both.
    `matter_of_id` is the first enquiry about the same matter (R-152). Its due day is that of its deadline.
    """

    __tablename__ = "enquiries"
    __table_args__ = (
        Index("ix_enquiries_owner", "owner_id", "state", "id"),
        Index("ix_enquiries_offered", "offered_id", "id"),
        Index("ix_enquiries_first", "first_id", "id"),
        Index("ix_enquiries_department", "department_id", "state", "id"),
        Index("ix_enquiries_state", "state", "id"),
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
    offered_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    kind: Mapped[Code]  # service | problem | request
    matter: Mapped[Long]
    weighty: Mapped[bool] = mapped_column(default=False)
    deadline_id: Mapped[int | None] = mapped_column(ForeignKey("deadlines.id"))
    state: Mapped[Code] = mapped_column(default="open")
    result: Mapped[Long | None]
    done_at: Mapped[datetime | None]
    matter_of_id: Mapped[int | None] = mapped_column(ForeignKey("enquiries.id"))
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    call_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class EnquiryStep(Base):
    """A step of an enquiry: asked, handed on, accepted, given back, told to the top, done, asked again. Never changed.

    `to_id` is whoever takes part in it by this step and may look at it from then on.
    """

    __tablename__ = "enquiry_steps"
    __table_args__ = (
        Index("ix_enquiry_steps_enquiry", "enquiry_id", "id"),
        Index("ix_enquiry_steps_to", "to_id", "enquiry_id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id"))
    step: Mapped[Code]
    from_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
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
