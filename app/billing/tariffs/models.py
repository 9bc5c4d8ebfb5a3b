"""The table of price lists."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Tariff(Base):
    """A price list (价格表) of one category from one day on. `source` is the price list in the public file format.

    The database refuses to change or delete one that a statement line names.
    """

    __tablename__ = "tariffs"
    __table_args__ = (
        Index("uq_tariffs_start", "category", "valid_from", unique=True),
        {"info": {"frozen_when": "EXISTS (SELECT 1 FROM statement_lines WHERE tariff_id = OLD.id)"}},
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    category: Mapped[Code]
    document: Mapped[str | None] = mapped_column(String(200))
    issuer: Mapped[str | None] = mapped_column(String(200))
    valid_from: Mapped[date]
    source: Mapped[Long]
    entered_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    entered_by: Mapped[Name]
