"""The tables by which customers who are one are found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class DuplicateKey(Base):
    """One thing by which two customers may be the same (查重键): kind phone, uscc, meter, core, pinyin or address.

    Blank never equals blank: nothing is stored for it. `source` says what it was made of ("" the file itself,
    "contact:7", "account:12").
    """

    __tablename__ = "duplicate_keys"
    __table_args__ = (Index("ix_duplicate_keys_value", "kind", "value", "customer_id"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(120), primary_key=True)
    source: Mapped[Code] = mapped_column(primary_key=True, default="")


class DuplicatePair(Base):
    """Two customers who look like one (疑似重复): open, different (somebody said so, with reason) or merged.

    `first_id` < `second_id`. `score` is 0 to 100; `grounds` the kinds of keys they share.
    """

    __tablename__ = "duplicate_pairs"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index("ix_duplicate_pairs_state", "state", "score", "id"),
        Index("ix_duplicate_pairs_second", "second_id"),
    )

    id: Mapped[Id]
    first_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    score: Mapped[int]
    grounds: Mapped[list[Any]]
    state: Mapped[Code] = mapped_column(default="open")
    reason: Mapped[Long | None]
    decided_by: Mapped[Name | None]
    decided_at: Mapped[datetime | None]
    found_at: Mapped[datetime]
