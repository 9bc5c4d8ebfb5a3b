"""The tables of filings: what must be in the file by when, and how often somebody was reminded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Filing(Base):
    """What must reach the file in time (建档/变更报送): a new customer, or a change at one (C-11, C-12, P-29).

    `kind` is opening or change; `since_on` the day of first contact or the day on which the change became known. The
    deadline's subject is "filing:<id>". `state` is open, filed or dropped (with `state_why`); `late` is set when it
    is filed.
    """

    __tablename__ = "filings"
    __table_args__ = (
        Index("ix_filings_customer", "customer_id", "id"),
        Index("ix_filings_state", "state", "id"),
        Index("ix_filings_filed", "filed_on", "id"),
        Index("ix_filings_staff", "staff_id", "state", "id"),
        Index("uq_filings_opening", "customer_id", unique=True,
              sqlite_where=text("kind = 'opening' AND state <> 'dropped'"),
              postgresql_where=text("kind = 'opening' AND state <> 'dropped'")),
    )  # fmt: skip

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    kind: Mapped[Code]
    since_on: Mapped[date]
    due_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    what: Mapped[Long | None]
    changes: Mapped[list[Any]]  # field, old, new: what the maintenance form lists
    state: Mapped[Code] = mapped_column(default="open")
    state_why: Mapped[Long | None]
    filed_on: Mapped[date | None]
    filed_by: Mapped[Name | None]
    late: Mapped[bool | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class FilingReminder(Base):
    """One reminder of a filing (催报), counted (C-14); never changed."""

    __tablename__ = "filing_reminders"
    __table_args__ = (UniqueConstraint("filing_id", "ordinal"), APPEND_ONLY)

    id: Mapped[Id]
    filing_id: Mapped[int] = mapped_column(ForeignKey("filings.id"))
    ordinal: Mapped[int]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[Long | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
