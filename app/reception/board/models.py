"""The tables of public screens and of what is called out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Name


class Screen(Base):
    """A public screen (叫号屏): whoever has its address sees it, without signing in. `retired_at` ends the address.

    `shows` is all, or the desks of ScreenDesk; `lines` how many last calls it shows.
    """

    __tablename__ = "screens"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(String(60), unique=True)
    lines: Mapped[int] = mapped_column(default=6)
    voice: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ScreenDesk(Base):
    """A desk whose calls a screen shows; a screen without any shows them all."""

    __tablename__ = "screen_desks"

    screen_id: Mapped[int] = mapped_column(ForeignKey("screens.id"), primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True)


class Announcement(Base):
    """Something called out (叫号): "A007, to window 2". Each board plays each id once, in order. Never changed."""

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_day", "day", "id"), APPEND_ONLY)

    id: Mapped[Id]
    day: Mapped[date]
    at: Mapped[datetime]
    kind: Mapped[Code]  # call | recall
    visit_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[Code]
    name: Mapped[Name]  # masked
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desks.id"))
    where: Mapped[Name]
