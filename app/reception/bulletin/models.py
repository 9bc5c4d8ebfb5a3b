"""The tables of the morning bulletin and of who has read it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Id, Long, Name


class Bulletin(Base):
    """What everybody must know before receiving (每日销售信息, R-11), for the department or for all. Never changed.

    A mistake is mended by a new one (`replaces_id`).
    """

    __tablename__ = "bulletins"
    __table_args__ = (Index("ix_bulletins_day", "day", "id"), APPEND_ONLY)

    id: Mapped[Id]
    day: Mapped[date]
    last_on: Mapped[date]
    title: Mapped[Name]
    text: Mapped[Long]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("bulletins.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)


class BulletinRead(Base):
    """That somebody has read a bulletin (已阅). Never changed."""

    __tablename__ = "bulletin_reads"
    __table_args__ = (APPEND_ONLY,)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletins.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    at: Mapped[datetime]
