"""The tables of customers and of what their files must hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Customer(Base):
    """A customer (客户), a person or a company. Card: number, name, phone tail, owner. File: everything else.

    `batch_id` is the import that made the row; such a row is nobody's business before that import is applied. The
    owner is the main one of the ledger of spells (app/customers/owners). `important` customers have two who look after
    them (C-22). `merged_into_id`: the file was made one with another, to which its number leads. `erased_at`: the
    personal data is gone (M-43).
    """

    __tablename__ = "customers"
    __table_args__ = (
        Index("ix_customers_name", "name", "id"),
        Index("ix_customers_owner", "owner_id", "id"),
        Index("ix_customers_department", "department_id", "id"),
        Index("ix_customers_phone", "phone"),
        Index("ix_customers_uscc", "uscc"),
        Index("ix_customers_batch", "batch_id"),
        # Of the few that were: an index full of nothing is passed over, and every customer read instead.
        Index(
            "ix_customers_merged",
            "merged_into_id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        Index("ix_customers_category", "category", "id"),
        Index("ix_customers_important", "id", sqlite_where=text("important = 1"), postgresql_where=text("important")),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Code]  # person | company
    name: Mapped[Name]
    category: Mapped[Code]  # target | ordinary | key | potential
    nature: Mapped[Name | None]
    supervising_unit: Mapped[Name | None]
    address: Mapped[str | None] = mapped_column(String(200))
    contact: Mapped[Name | None]
    phone: Mapped[Code | None]
    uscc: Mapped[Code | None]
    source: Mapped[Name | None]
    note: Mapped[Long | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    opened_at: Mapped[datetime]
    first_contact_on: Mapped[date | None]
    important: Mapped[bool] = mapped_column(default=False, server_default=false())
    merged_into_id: Mapped[int | None] = mapped_column(BigInteger)
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Category(Base):
    """A category of customers (客户类别): four are shipped (C-06), the office may rename them and add others.

    `key` is what `customers.category` holds. `name` is the office's own word; None for a shipped one's translated one.
    """

    __tablename__ = "customer_categories"

    id: Mapped[Id]
    key: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name | None]
    position: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)


class Requirement(Base):
    """What the files of customers of a kind and category must hold, and whether they must be filed in time.

    `fields` are the required ones beside the name (C-08); `filing` says that opening and changes have five working
    days (C-11, C-12): household gas customers have not.
    """

    __tablename__ = "file_requirements"
    __table_args__ = (UniqueConstraint("kind", "category"),)

    id: Mapped[Id]
    kind: Mapped[Code]
    category: Mapped[Code]
    fields: Mapped[list[Any]]
    filing: Mapped[bool] = mapped_column(default=False)


class Source(Base):
    """Where customers come from (客户来源, C-106), as the office lists it."""

    __tablename__ = "customer_sources"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)


class FileGrant(Base):
    """Leave to read one file, from a day until a day, both included (C-17, C-18); it ends by itself.

    `ground` is request (`request_id` is the access request) or handover. `ended_at` ends it before its last day.
    """

    __tablename__ = "file_grants"
    __table_args__ = (
        Index("ix_file_grants_staff", "staff_id", "until_on", "customer_id"),
        Index("ix_file_grants_customer", "customer_id", "id"),
    )

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ground: Mapped[Code]
    request_id: Mapped[int | None] = mapped_column(BigInteger)
    from_on: Mapped[date]
    until_on: Mapped[date]
    given_by: Mapped[Name]
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[Name | None]
