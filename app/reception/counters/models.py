"""The tables of purposes, of desks and of who sits at which."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class Purpose(Base):
    """What visitors come for (来访事由). Its `prefix` begins the numbers of its visitors: A for A007.

    `origin` names what the visit leads to (payment, complaint, file), where something does. Visitors of a purpose
    that `uses_rota` go to the member of staff whose turn it is as long as the day's rota is open; the others wait to
    be called by a desk. `guided` tells that only visitors confirmed as needing reception use a turn (R-12).
    """

    __tablename__ = "purposes"

    id: Mapped[Id]
    key: Mapped[Code | None] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(unique=True)
    prefix: Mapped[Code] = mapped_column(unique=True)
    origin: Mapped[Code | None]
    uses_rota: Mapped[bool] = mapped_column(default=False)
    place: Mapped[int] = mapped_column(default=100)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Desk(Base):
    """A desk, window or table (窗口/洽谈区) that visitors are called to; `name` is shown and spoken."""

    __tablename__ = "desks"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    place: Mapped[int] = mapped_column(default=100)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class DeskPurpose(Base):
    """That a desk serves a purpose; a desk without any serves them all."""

    __tablename__ = "desk_purposes"

    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    purpose_id: Mapped[int] = mapped_column(ForeignKey("purposes.id"), primary_key=True)


class Sitting(Base):
    """Somebody at a desk (值台), from `began_at` until `ended_at`. `version` rises with every call from there."""

    __tablename__ = "sittings"
    __table_args__ = (
        Index("uq_sittings_desk_open", "desk_id", unique=True, sqlite_where=text("ended_at IS NULL"),
              postgresql_where=text("ended_at IS NULL")),
        Index("uq_sittings_staff_open", "staff_id", unique=True, sqlite_where=text("ended_at IS NULL"),
              postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip

    id: Mapped[Id]
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
