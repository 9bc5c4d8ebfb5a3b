"""The tables of hand-overs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Handover(Base):
    """The customers of somebody who leaves, is away long or is transferred (客户移交; C-23, D-28, R-50, S-26).

    `cause` is left, absence or transfer. `state` is open, decided (every customer is with his successor), done (every
    one was contacted, and all have signed), returned or cancelled; `decided_at` with the state open: customers are
    going over just now. `back_on`: the customers of somebody absent return to him on that day.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        Index("ix_handovers_state", "state", "id"),
        Index("ix_handovers_staff", "staff_id", "id"),
        Index("uq_handovers_open", "staff_id", unique=True, sqlite_where=text("state = 'open'"),
              postgresql_where=text("state = 'open'")),
    )  # fmt: skip

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    cause: Mapped[Code]
    reason: Mapped[Long | None]
    effective_on: Mapped[date]
    back_on: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default="open")
    decided_by: Mapped[Name | None]
    decided_at: Mapped[datetime | None]
    giver_signed_at: Mapped[datetime | None]
    giver_signed_by: Mapped[Name | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class HandoverDraw(Base):
    """A draw of successors (随机抽签, R-50): everything that repeats it, and who drew before whom.

    `customers` and `people` are ids in the order in which they were drawn for; `seed` was made at the draw. A draw is
    never changed: a second one has its reason and stands beside the first.
    """

    __tablename__ = "handover_draws"
    __table_args__ = (APPEND_ONLY,)

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), index=True)
    customers: Mapped[list[Any]]
    people: Mapped[list[Any]]
    seed: Mapped[Code]
    witnesses: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[Long | None]
    drawn_by: Mapped[Name]
    drawn_at: Mapped[datetime]


class HandoverItem(Base):
    """One customer of a hand-over, with his successor and what is done for him: letter, first contact, signatures.

    `found` is what hung on the person at this customer when the hand-over began: the ids of tasks and deadlines, and
    parts as rows of label, count and address. `state` is open, handed, contacted, left_out or returned.
    """

    __tablename__ = "handover_items"
    __table_args__ = (
        UniqueConstraint("handover_id", "customer_id", "part"),
        Index("ix_handover_items_customer", "customer_id", "id"),
        Index("ix_handover_items_successor", "successor_id", "state", "id"),
        Index("ix_handover_items_position", "handover_id", "position"),
    )

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    part: Mapped[Code]  # main | second
    position: Mapped[int]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    chosen_by: Mapped[Code | None]  # name | draw
    named_why: Mapped[Long | None]
    state: Mapped[Code] = mapped_column(default="open")
    state_why: Mapped[Long | None]
    letter_at: Mapped[datetime | None]
    contacted_on: Mapped[date | None]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[Name | None]
    found: Mapped[dict[str, Any]]
