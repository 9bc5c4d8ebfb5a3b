"""The tables of merges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Merge(Base):
    """Two files made one (客户合并): the loser keeps its number and leads to the survivor; it may be undone.

    `state` is merged or undone. `before` holds both files as they were, `owner_kept` says whose owner stays.
    """

    __tablename__ = "merges"
    __table_args__ = (
        Index("ix_merges_survivor", "survivor_id", "id"),
        Index("ix_merges_loser", "loser_id", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    survivor_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    loser_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    reason: Mapped[Long]
    before: Mapped[dict[str, Any]]
    state: Mapped[Code] = mapped_column(default="merged")
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    undone_by: Mapped[Name | None]
    undone_at: Mapped[datetime | None]
    undone_why: Mapped[Long | None]
    version: Mapped[int] = mapped_column(default=1)


class MergeMove(Base):
    """One row that a merge moved: which column of which row, from what to what; never changed."""

    __tablename__ = "merge_moves"
    __table_args__ = (Index("ix_merge_moves_merge", "merge_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    merge_id: Mapped[int] = mapped_column(ForeignKey("merges.id"))
    table_name: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[dict[str, Any]]
    column_name: Mapped[str] = mapped_column(String(60))
    was: Mapped[str] = mapped_column(String(80))
    became: Mapped[str] = mapped_column(String(80))
