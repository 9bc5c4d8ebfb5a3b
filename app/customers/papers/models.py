"""The tables of customers' papers, and of which papers whom is asked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class PaperKind(Base):
    """A kind of paper (证照种类), such as a business licence (C-55, F-92). `key` names the shipped ones,
    whose `name` is None until the office gives its own.

    `expires` says that it must have an expiry date; `checked_by` is sales or finance: who verifies it (C-56).
    """

    __tablename__ = "paper_kinds"

    id: Mapped[Id]
    key: Mapped[Code | None] = mapped_column(unique=True)
    name: Mapped[Name | None] = mapped_column(unique=True)
    expires: Mapped[bool] = mapped_column(default=True)
    checked_by: Mapped[Code] = mapped_column(default="sales")
    position: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)


class PaperRequirement(Base):
    """Customers of this kind and category must have that paper before they are admitted, and in force afterwards."""

    __tablename__ = "paper_requirements"
    __table_args__ = (UniqueConstraint("paper_kind_id", "kind", "category"),)

    id: Mapped[Id]
    paper_kind_id: Mapped[int] = mapped_column(ForeignKey("paper_kinds.id"))
    kind: Mapped[Code]  # person | company
    category: Mapped[Code]


class Paper(Base):
    """A paper of a customer (客户证照): number, days, scan (attachment "paper:<id>"), who has verified it (C-55, C-59).

    `state` is received, verified, rejected or replaced (`replaced_by_id` is the newer one). It is in force up to and
    including `expires_on`. `renewal_until`: it was proved that its renewal is under way, up to that day.
    `warned_days` is the last warning of its end that was given: so many days before.
    """

    __tablename__ = "papers"
    __table_args__ = (
        Index("ix_papers_customer", "customer_id", "id"),
        Index("ix_papers_expires", "state", "expires_on", "customer_id"),
        Index("ix_papers_number", "number"),
    )

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    kind_id: Mapped[int] = mapped_column(ForeignKey("paper_kinds.id"))
    number: Mapped[Name]
    issuer: Mapped[Name | None]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default="received")
    state_why: Mapped[Long | None]
    verified_by: Mapped[Name | None]
    verified_at: Mapped[datetime | None]
    replaced_by_id: Mapped[int | None] = mapped_column(BigInteger)
    renewal_until: Mapped[date | None]
    renewal_note: Mapped[Long | None]
    warned_days: Mapped[int | None]
    note: Mapped[Long | None]
    added_by: Mapped[Name]
    added_by_id: Mapped[int | None] = mapped_column(BigInteger)
    added_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class InvoicingData(Base):
    """What an invoice to the customer must say (开票资料: 开户行、账号、通讯地址、电话; C-55, F-92).

    `state` is received, verified or rejected; whoever changes it makes it received again.
    """

    __tablename__ = "invoicing_data"
    __table_args__ = (Index("ix_invoicing_data_state", "state", "id"),)

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), unique=True)
    title: Mapped[Name]
    tax_number: Mapped[Code]
    bank: Mapped[Name]
    account: Mapped[Code]
    address: Mapped[str] = mapped_column(String(200))
    phone: Mapped[Code]
    state: Mapped[Code] = mapped_column(default="received")
    state_why: Mapped[Long | None]
    verified_by: Mapped[Name | None]
    verified_at: Mapped[datetime | None]
    entered_by: Mapped[Name]
    entered_by_id: Mapped[int | None] = mapped_column(BigInteger)
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
