"""The table of gas accounts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name
from app.domain.volume import Volume


class GasAccount(Base):
    """A gas account (户号): one point of supply of one customer, of one of three categories (G-01).

    `cycle_volume` is what was billed in the price cycle before this program, as of `cycle_as_of` (the day before
    the first plan; empty until there is one). States: active, suspended, closed.
    """

    __tablename__ = "gas_accounts"
    __table_args__ = (
        Index("ix_gas_accounts_route", "book", "position", "id"),
        Index("ix_gas_accounts_customer", "customer_id", "id"),
        Index("ix_gas_accounts_name", "name", "id"),
        Index("ix_gas_accounts_category", "category", "number"),
        Index("ix_gas_accounts_state", "state", "number"),
        Index("ix_gas_accounts_batch", "batch_id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    category: Mapped[Code]  # residential | public_welfare | commercial
    use: Mapped[Code]
    persons: Mapped[int | None]
    address: Mapped[str] = mapped_column(String(200))
    phone: Mapped[Code | None]
    book: Mapped[Code | None]
    position: Mapped[int | None]
    cycle_volume: Mapped[Volume]
    cycle_as_of: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default="active")
    note: Mapped[Long | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    opened_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
