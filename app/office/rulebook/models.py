"""The table of proposed changes of office rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long


class RuleProposal(Base):
    """A proposed change of office rules (制度修订) (C-16, A-17): values that shall hold from a day on, and why.

    States: waiting (its approval is under way), in_force, refused, withdrawn. `before` are the values at the time of
    the proposal.
    """

    __tablename__ = "rule_proposals"
    __table_args__ = (Index("ix_rule_proposals_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    changes: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]]
    valid_from: Mapped[date]
    reason: Mapped[Long]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    state: Mapped[Code]
    ended_at: Mapped[datetime | None]
