"""The tables around the registers of visits and calls: corrections, reviews, closing, minutes, call list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class RegisterCorrection(Base):
    """A correction that stands beside a line of the visit or call register (更正), never in its place (R-86).

    `subject` is "visit:12" or "call:5".
    """

    __tablename__ = "register_corrections"
    __table_args__ = (Index("ix_register_corrections_subject", "subject", "id"), APPEND_ONLY)

    id: Mapped[Id]
    subject: Mapped[str] = mapped_column(String(60))
    field: Mapped[Code]
    old: Mapped[Long | None]
    new: Mapped[Long | None]
    reason: Mapped[Long]
    at: Mapped[datetime]
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)


class DayReview(Base):
    """The review of a day's visit register (当日登记审核), which makes its entries valid (R-85, A-08).

    `state` is waiting, valid or refused.
    """

    __tablename__ = "day_reviews"

    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[Code] = mapped_column(default="waiting")
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    handed_in_at: Mapped[datetime]
    handed_in_by: Mapped[Name]
    visits: Mapped[int]
    calls: Mapped[int]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[Name | None]
    words: Mapped[Long | None]
    version: Mapped[int] = mapped_column(default=1)


class DayClosing(Base):
    """The end of a day at the desk (日终结束): what was left over, what became of it, the day's figures, frozen."""

    __tablename__ = "day_closings"
    __table_args__ = (APPEND_ONLY,)

    day: Mapped[date] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime]
    by_name: Mapped[Name]
    by_id: Mapped[int | None] = mapped_column(BigInteger)
    leftovers: Mapped[list[Any]]
    figures: Mapped[dict[str, Any]]


class Minutes(Base):
    """Minutes of a meeting (晚会记录) with the day's customers; evidence in disputes (R-88, R-91).

    Once signed (`signed_at`) they never change: what comes later is a line that stands below the signature.
    """

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("day", "kind"),)

    id: Mapped[Id]
    day: Mapped[date]
    kind: Mapped[Code]  # evening | morning
    chair: Mapped[Name]
    present: Mapped[Long | None]
    text: Mapped[Long | None]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[Name | None]
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1)


class MinutesLine(Base):
    """A customer of the day in the minutes: who received him, what the rep reports, what was decided. Never changed."""

    __tablename__ = "minutes_lines"
    __table_args__ = (Index("ix_minutes_lines_minutes", "minutes_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"))
    customer: Mapped[Name | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    report: Mapped[Long]
    at: Mapped[datetime]
    by_name: Mapped[Name]


class PlannedCall(Base):
    """A line of the daily call list (每日邀约/签约/缴款名单, R-93): whom to call, why, by whom, and what came of it.

    `aim` is invite, sign or pay; `state` is open, done or dropped.
    """

    __tablename__ = "planned_calls"
    __table_args__ = (
        Index("ix_planned_calls_day", "day", "staff_id", "id"),
        Index("ix_planned_calls_state", "state", "day"),
    )

    id: Mapped[Id]
    day: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    aim: Mapped[Code]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    name: Mapped[Name]
    phone: Mapped[Code | None]
    note: Mapped[Long | None]
    state: Mapped[Code] = mapped_column(default="open")
    result: Mapped[Long | None]
    done_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1)
