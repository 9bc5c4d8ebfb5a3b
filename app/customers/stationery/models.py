"""The tables of blank contracts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class StationeryKind(Base):
    """A kind of contract stationery (合同文本), such as the decoration contract (C-119)."""

    __tablename__ = "stationery_kinds"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    prefix: Mapped[Code | None]
    reserve: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Blank(Base):
    """One blank contract with its serial number (空白合同, C-119 to C-123).

    `state` is stock, issued, signed, passed (out for approval), reported (on its way to finance), handed_over (finance
    keeps it), void or lost. `holder_id` has it now, always a person (C-121); `due_on` is when it must be back or on.
    """

    __tablename__ = "blanks"
    __table_args__ = (
        UniqueConstraint("kind_id", "serial"),
        Index("ix_blanks_state", "kind_id", "state", "id"),
        Index("ix_blanks_due", "state", "due_on", "id"),
        Index("ix_blanks_customer", "customer_id", "id"),
    )

    id: Mapped[Id]
    kind_id: Mapped[int] = mapped_column(ForeignKey("stationery_kinds.id"))
    serial: Mapped[Code]
    state: Mapped[Code] = mapped_column(default="stock")
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contracts.id"))
    due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class BlankMove(Base):
    """One movement of a blank contract (发放、传递、上报记录), never changed (C-121 to C-123, F-39).

    `kind` is drawn, kept, issued, returned, signed, passed, reported, back, handed_over, void, lost or found. The
    states before and after stand with the move, so that the balance of a month that is over is counted from the moves
    alone (P-26).
    """

    __tablename__ = "blank_moves"
    __table_args__ = (
        Index("ix_blank_moves_blank", "blank_id", "id"),
        Index("ix_blank_moves_on", "on_day", "id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    blank_id: Mapped[int] = mapped_column(ForeignKey("blanks.id"))
    kind: Mapped[Code]
    from_state: Mapped[Code | None]
    to_state: Mapped[Code]
    on_day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # who gets it
    purpose: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[date | None]
    note: Mapped[Long | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]


class StationeryRequest(Base):
    """The monthly request for blank contracts (领用申请, C-120), with the figures that it was computed from.

    `month` (2026-12) is the month for which they are wanted; `stock` the blanks at hand, `issued` those that are out
    unsigned. `state` is asked, drawn or cancelled.
    """

    __tablename__ = "stationery_requests"
    __table_args__ = (UniqueConstraint("kind_id", "month"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("stationery_kinds.id"))
    month: Mapped[Code]
    stock: Mapped[int]
    issued: Mapped[int]
    expected: Mapped[int]
    reserve: Mapped[int]
    computed: Mapped[int]
    wanted: Mapped[int]
    reason: Mapped[Long | None]
    state: Mapped[Code] = mapped_column(default="asked")
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
