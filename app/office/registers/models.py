"""The table of registers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class RegisterEntry(Base):
    """A line of a register (登记簿) (O-06). It never changes: a correction is a line of its own beside it.

    `number` counts within register and year. `corrects_id` is the line that this one corrects; the last correction
    of a line holds, and one without cells strikes the line out. `words` are the cells as text, each between two line
    ends, for whoever looks for a word or for a name.
    """

    __tablename__ = "register_entries"
    __table_args__ = (
        UniqueConstraint("register", "year", "number"),
        Index("ix_register_entries_day", "register", "day", "id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    register: Mapped[Code]
    year: Mapped[int]
    number: Mapped[int]
    day: Mapped[date]
    cells: Mapped[dict[str, Any]]
    words: Mapped[Long]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("register_entries.id"), index=True)
    reason: Mapped[Long | None]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
