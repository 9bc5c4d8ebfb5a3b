"""The table of contacts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Contact(Base):
    """A person to talk to at a customer (联系人), with what he is there for (C-08, C-44, F-41).

    `part` is decides, handles, pays, uses or other. One of a customer's contacts is the main one, whose name and
    telephone stand in the file itself. Who has left (`left_on`) stays to be read.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        Index("ix_contacts_customer", "customer_id", "id"),
        Index("ix_contacts_mobile", "mobile"),
        Index("ix_contacts_batch", "batch_id"),
        Index("uq_contacts_main", "customer_id", unique=True, sqlite_where=text("main"), postgresql_where=text("main")),
    )

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    part: Mapped[Code] = mapped_column(default="handles")
    post: Mapped[Name | None]
    phone: Mapped[Code | None]
    mobile: Mapped[Code | None]
    email: Mapped[Name | None]
    birthday: Mapped[date | None]
    preferences: Mapped[Long | None]
    note: Mapped[Long | None]
    main: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    version: Mapped[int] = mapped_column(default=1)
