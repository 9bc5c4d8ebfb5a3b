"""The table of attachments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Id, Name


class Attachment(Base):
    """A stored file (附件) that hangs on a subject such as "customer:12" (O-12)."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_subject", "subject", "id"),)

    id: Mapped[Id]
    subject: Mapped[str] = mapped_column(String(60))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(String(500))
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    added_by: Mapped[Name]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
