"""The tables of imports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class Batch(Base):
    """An import (导入批次) (O-15). What it made is visible to nobody until its state is `applied`.

    States: checking, checked, applying, applied, undoing, undone, refused (nothing could be stored).
    """

    __tablename__ = "batches"
    __table_args__ = (Index("ix_batches_kind", "kind", "id"), Index("ix_batches_state", "state"))

    id: Mapped[Id]
    kind: Mapped[Code]
    filename: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    options: Mapped[dict[str, Any]]
    state: Mapped[Code]
    counts: Mapped[dict[str, Any]]
    notices: Mapped[list[Any]]
    partial: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)  # rows that are written already; each unit raises it conditionally
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[Name]
    made_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    job_id: Mapped[int | None] = mapped_column(BigInteger)


class BatchRow(Base):
    """One row of an imported sheet with its verdict: create, update, same, duplicate or refused."""

    __tablename__ = "batch_rows"
    __table_args__ = (Index("ix_batch_rows_verdict", "batch_id", "verdict", "number"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[Code]
    reason: Mapped[dict[str, Any] | None]
    cells: Mapped[dict[str, Any]]
    values: Mapped[dict[str, Any]]
