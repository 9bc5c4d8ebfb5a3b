"""The tables of losses."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name
from app.domain.money import Fen

HOLDS = "state != 'void'"


class Loss(Base):
    """What a complaint cost the office (损失核算; K-18, K-40): counted after the time in which the goods may be sold.

    `sold`: resold (the loss is grade-A price less proceeds), unsold (the actual loss), none (nothing to resell).
    A complaint has one that is not void. States: waiting (until resale_until), fixed, void.
    """

    __tablename__ = "losses"
    __table_args__ = (
        Index("ix_losses_state", "state", "resale_until", "id"),
        Index("ix_losses_judged", "state", "judged", "id"),
        Index("ix_losses_newest", "state", "id"),
        Index("uq_losses_of", "complaint_id", unique=True, sqlite_where=text(HOLDS), postgresql_where=text(HOLDS)),
    )

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    decided_on: Mapped[date]
    resale_until: Mapped[date | None]
    sold: Mapped[Code | None]
    grade_a_fen: Mapped[Fen | None]
    proceeds_fen: Mapped[Fen | None]
    loss_fen: Mapped[Fen | None]
    fixed_on: Mapped[date | None]
    fixed_by: Mapped[Name | None]
    reason: Mapped[Long | None]
    voided_on: Mapped[date | None]
    voided_by: Mapped[Name | None]
    void_reason: Mapped[Long | None]
    judged: Mapped[bool] = mapped_column(default=False)  # somebody has begun to judge who is liable
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class LossLine(Base):
    """A part of an actual loss (损失项目): material, labour, freight, allowance, scrap, other; fen."""

    __tablename__ = "loss_lines"

    id: Mapped[Id]
    loss_id: Mapped[int] = mapped_column(ForeignKey("losses.id"), index=True)
    kind: Mapped[Code]
    words: Mapped[Name | None]
    amount_fen: Mapped[Fen]
