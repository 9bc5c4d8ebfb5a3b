"""The table of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Job(Base):
    """A piece of background work. States: queued, running, done, failed, cancelled.

    A worker holds it by a lease that it renews with every unit; when the lease runs out another one goes on at
    the cursor.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state", "state", "lease_until"), Index("ix_jobs_subject", "subject", "id"))

    id: Mapped[Id]
    kind: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]]
    state: Mapped[Code]
    cursor: Mapped[dict[str, Any]]
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int] = mapped_column(BigInteger, default=0)
    result: Mapped[dict[str, Any]]
    problem: Mapped[Long | None]
    lease: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    actor_kind: Mapped[Code]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[Name]
    language: Mapped[Code]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
