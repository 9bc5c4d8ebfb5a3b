"""The table of erasures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Erasure(Base):
    """Personal data of a customer erased on request (个人信息删除), with what went and what must stay (M-43).

    `state` is asked, done, refused or withdrawn. `erased` and `kept` list what, with the law or rule that keeps it.
    """

    __tablename__ = "erasures"
    __table_args__ = (Index("ix_erasures_customer", "customer_id", "id"), Index("ix_erasures_state", "state", "id"))

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    asked_on: Mapped[date]
    asked_how: Mapped[str] = mapped_column(String(200))
    ground: Mapped[Long]
    state: Mapped[Code] = mapped_column(default="asked")
    state_why: Mapped[Long | None]
    erased: Mapped[list[Any]]
    kept: Mapped[list[Any]]
    decided_by: Mapped[Name | None]
    decided_at: Mapped[datetime | None]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
