"""The ledger of who looks after whom, and the reports of those who do."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Spell(Base):
    """From when until when a member of staff looks after a customer (责任人台账), and why it began (C-22, C-23, R-50).

    `part` is main (the owner, at most one at a time, the same as `customers.owner_id`) or second (another contact).
    `ground` is filed, imported, allocated, handed_over, covered, dispute, merged or corrected. The row without
    `until_at` holds now; a row that has ended never changes.
    """

    __tablename__ = "owner_spells"
    __table_args__ = (
        Index("ix_owner_spells_customer", "customer_id", "id"),
        Index("ix_owner_spells_staff", "staff_id", "until_at", "customer_id"),
        Index("uq_owner_spells_main", "customer_id", unique=True,
              sqlite_where=text("part = 'main' AND until_at IS NULL"),
              postgresql_where=text("part = 'main' AND until_at IS NULL")),
        Index("uq_owner_spells_second", "customer_id", "staff_id", unique=True,
              sqlite_where=text("until_at IS NULL"), postgresql_where=text("until_at IS NULL")),
        {"info": {"frozen_when": "OLD.until_at IS NOT NULL"}},
    )  # fmt: skip

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(BigInteger)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    part: Mapped[Code]
    ground: Mapped[Code]
    reason: Mapped[Long | None]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    made_by: Mapped[Name]
    ended_by: Mapped[Name | None]


class ContactReport(Base):
    """A contact report (联系报告, F-44): what those who look after an important customer heard and agreed (C-22)."""

    __tablename__ = "contact_reports"
    __table_args__ = (
        Index("ix_contact_reports_customer", "customer_id", "id"),
        Index("ix_contact_reports_staff", "staff_id", "id"),
        Index("ix_contact_reports_next", "next_on", "staff_id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    met_on: Mapped[date]
    way: Mapped[Code]  # visit | call | message | letter | meeting | other
    spoke_with: Mapped[Name | None]
    joined_by: Mapped[str | None] = mapped_column(String(200))
    content: Mapped[Long]
    agreed: Mapped[Long | None]
    next_on: Mapped[date | None]
    next_what: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
