"""The tables of the archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Name


class ArchivedFile(Base):
    """A bound customer file (装订成册的客户档案): its place in the archive, a hundred to a bag (C-110, C-112).

    `ordinal` counts through the whole archive; the bag follows from it and from the size of bags when it was bound.
    """

    __tablename__ = "archived_files"
    __table_args__ = (Index("ix_archived_files_bag", "bag", "ordinal"),)

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), unique=True)
    ordinal: Mapped[int] = mapped_column(unique=True)
    bag: Mapped[int]
    place: Mapped[Name | None]
    sheets: Mapped[list[Any]]  # which forms are bound in it
    bound_by: Mapped[Name]
    bound_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class MonthlyArchive(Base):
    """A register put away for a month (按月归档, C-111): its rows then, and where the paper lies; never changed."""

    __tablename__ = "monthly_archives"
    __table_args__ = (UniqueConstraint("register", "month"), APPEND_ONLY)

    id: Mapped[Id]
    register: Mapped[Code]
    month: Mapped[Code]  # "2026-11"
    rows: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    place: Mapped[Name | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
