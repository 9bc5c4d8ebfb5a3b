"""The tables of positions and of who holds them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class Position(Base):
    """A position (职务) such as department manager or general manager: apart from rights, which hang on roles.

    `key` names a shipped one. The higher the `rank`, the higher it stands; whoever holds one that `heads` within a
    department is that department's head (部门负责人).
    """

    __tablename__ = "positions"

    id: Mapped[Id]
    key: Mapped[Code | None] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(unique=True)
    rank: Mapped[int]
    heads: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class Post(Base):
    """That somebody holds a position (任职), in a department or, without one, for the whole office.

    From `held_from` until `held_until`, both included; without an end until further notice.
    """

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_department", "department_id", "held_until"),)

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("positions.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    held_from: Mapped[date]
    held_until: Mapped[date | None]
    made_at: Mapped[datetime]
