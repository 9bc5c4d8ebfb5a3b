"""The table of history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Entry(Base):
    """One deed (操作记录): who, when, on whose behalf, what, to what, with which facts and why. Never changed."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_customer", "customer_id", "id"),
        Index("ix_history_subject", "subject", "id"),
        Index("ix_history_staff", "staff_id", "id"),
        Index("ix_history_action", "action", "id"),
        Index("ix_history_at", "at", "id"),
        # Few deeds have a reason: whoever looks for words in reasons reads these alone.
        Index("ix_history_reasoned", "id", sqlite_where=text("reason IS NOT NULL"),
              postgresql_where=text("reason IS NOT NULL")),
        APPEND_ONLY,
    )  # fmt: skip

    id: Mapped[Id]
    at: Mapped[datetime]
    actor_kind: Mapped[Code]
    actor_name: Mapped[Name]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    on_behalf_of: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(60))
    customer_id: Mapped[int | None] = mapped_column(BigInteger)
    facts: Mapped[dict[str, Any]]
    reason: Mapped[Long | None]
