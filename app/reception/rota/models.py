"""The tables of the rota: who is in it, the days, the ledger of turns, checks and requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class RotaMember(Base):
    """Somebody who takes turns (排班表中的销售员), in the office's standing order by `place`."""

    __tablename__ = "rota_members"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    place: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Duty(Base):
    """Somebody's planned duty of a day (排班), by its shift. On a day without any plan everybody has duty."""

    __tablename__ = "duties"
    __table_args__ = (UniqueConstraint("day", "staff_id"),)

    id: Mapped[Id]
    day: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    shift: Mapped[Code]  # full | early | late | off
    made_at: Mapped[datetime]
    made_by: Mapped[Name]


class RotaDay(Base):
    """A day of the rota. Whoever writes the ledger of the day locks this row first: strict order is serial."""

    __tablename__ = "rota_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[Name]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class TurnEntry(Base):
    """A line of the ledger of turns (轮排台账). The state of a day is the fold of its lines, in the order of the ids.

    `kind` is one of rota/rules.py KINDS. `cost` is how many turns the line uses, `credit` how many make-up turns it
    gives (or takes). A line that undoes another names it in `undoes_id`; both are left out of the fold. `interval_id`
    is the step of a visit that made the line. `facts` hold what was decided on, the rules' values among them, so that
    every line can be explained and replayed. Never changed.
    """

    __tablename__ = "turn_entries"
    __table_args__ = (
        Index("ix_turn_entries_day", "day", "id"),
        Index("ix_turn_entries_staff", "staff_id", "day", "id"),
        Index("ix_turn_entries_visit", "visit_id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    day: Mapped[date]
    at: Mapped[datetime]
    kind: Mapped[Code]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    visit_id: Mapped[int | None] = mapped_column(BigInteger)
    interval_id: Mapped[int | None] = mapped_column(BigInteger)
    cost: Mapped[int] = mapped_column(default=0)
    credit: Mapped[int] = mapped_column(default=0)
    reason: Mapped[Code | None]
    note: Mapped[Long | None]
    facts: Mapped[dict[str, Any]]
    undoes_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)


class ReadinessCheck(Base):
    """A look of the site manager at somebody's readiness (接待前检查) on a day: the ticks, and ready or not (R-08)."""

    __tablename__ = "readiness_checks"
    __table_args__ = (Index("ix_readiness_checks_day", "day", "staff_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    day: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ready: Mapped[bool]
    items: Mapped[list[Any]]
    consequence: Mapped[Code | None]  # correct | cancel_turn | bar
    note: Mapped[Long | None]
    at: Mapped[datetime]
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)


class RotaRequest(Base):
    """Something about the rota that needs approval: a swap (调班, A-01), a kept place (A-02), a turn taken away (A-03).

    `state` is waiting, approved, refused or withdrawn; `approval_id` the request in the matrix.
    """

    __tablename__ = "rota_requests"
    __table_args__ = (Index("ix_rota_requests_day", "day", "id"),)

    id: Mapped[Id]
    kind: Mapped[Code]  # swap | keep_place | cancel_turn
    day: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    entry_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[Long]
    state: Mapped[Code] = mapped_column(default="waiting")
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)
