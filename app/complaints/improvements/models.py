"""The tables of improvements."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name


class Improvement(Base):
    """A measure against a complaint coming again (改善措施; K-08, K-17, K-30), a block of an 8D report where asked for.

    `block`: containment (D3), root_cause (D4), corrective (D5), verification (D6), prevention (D7). `effect` is
    whether it worked: effective, ineffective; then another one follows, whose `replaces_id` names it. States: open,
    done, confirmed, dropped.
    """

    __tablename__ = "improvements"
    __table_args__ = (
        Index("ix_improvements_of", "complaint_id", "id"),
        Index("ix_improvements_state", "state", "due_on", "id"),
    )

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    block: Mapped[Code]
    words: Mapped[Long]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_by: Mapped[Name | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    result: Mapped[Long | None]
    effect: Mapped[Code | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[Name | None]
    effect_words: Mapped[Long | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("improvements.id"))
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
