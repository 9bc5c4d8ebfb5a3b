"""The table of policy values."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Id, Long, Name


class PolicyValue(Base):
    """A value of an office rule (制度参数) from a day on: who set it, who approved it and why (O-14, C-16).

    Never changed, only followed by another.
    """

    __tablename__ = "policy_values"
    __table_args__ = (Index("ix_policy_values_name", "name", "valid_from", "id"), APPEND_ONLY)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(120))
    value: Mapped[Long]
    valid_from: Mapped[date]
    set_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[Name]
    reason: Mapped[Long | None]
    approved_by: Mapped[Name | None]
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
