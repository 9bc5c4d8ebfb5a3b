"""The table of customers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Customer(Base):
    """A customer (客户), a person or a company. Card: number, name, phone tail, owner. File: everything else.

    `batch_id` is the import that made the row; such a row is nobody's business before that import is applied.
    """

    __tablename__ = "customers"
    __table_args__ = (
        Index("ix_customers_name", "name", "id"),
        Index("ix_customers_owner", "owner_id", "id"),
        Index("ix_customers_department", "department_id", "id"),
        Index("ix_customers_phone", "phone"),
        Index("ix_customers_uscc", "uscc"),
        Index("ix_customers_batch", "batch_id"),
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
    version: Mapped[int] = mapped_column(default=1)
