"""The table of petitions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long


class Petition(Base):
    """A petition (签呈, F-67): the free form of a request for a decision.

    `route` is report (level by level, no superior is passed over), appeal (over the head of the direct superior,
    S-14) or chosen; `chain` are the people named, in order, by id. A draft may change; what was sent does not, and a
    correction is a new petition that names this one in `follows_id`. A discarded draft keeps its row, so that its
    number of row is never given to another, on which its attachments would hang.
    """

    __tablename__ = "petitions"
    __table_args__ = (
        Index("ix_petitions_author", "author_id", "id"),
        Index("ix_petitions_department", "department_id", "id"),
        {"info": {"frozen_when": "OLD.sent_at IS NOT NULL"}},
    )

    id: Mapped[Id]
    number: Mapped[Code | None] = mapped_column(unique=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[Long]
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    route: Mapped[Code]
    chain: Mapped[list[Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"))
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
