"""The tables of the reading month."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.volume import Factor, Volume


class Plan(Base):
    """The reading plan (抄表计划) of a period: who was to be read when it was frozen."""

    __tablename__ = "plans"

    id: Mapped[Id]
    period: Mapped[str] = mapped_column(String(7), unique=True)  # 2026-11
    frozen_at: Mapped[datetime | None]  # empty while the snapshot is being taken
    made_by: Mapped[Name]


class PlanItem(Base):
    """One account of a plan, as it stood when the plan was frozen; the denominator of the reading rate (G-04).

    `installation_id` is the meter on which `previous` was read; the number, digits and factor are those of the meter
    to be read, which is another one where it was exchanged before the freeze.
    `reading_id`, `volume` and `held` say where the item stands now and are worked out again from the readings:
    `reading_id` is the figure that counts, empty while there is none; `held` is the reason of
    app.billing.readings.facts.Hold, empty where the item can be billed or is not read yet, and `held_detail` the
    values of its sentence as JSON.
    """

    __tablename__ = "plan_items"
    __table_args__ = (
        UniqueConstraint("plan_id", "account_id"),
        Index("ix_plan_items_route", "plan_id", "book", "position", "id"),
        Index("ix_plan_items_held", "plan_id", "held", "id"),
        Index("ix_plan_items_account", "account_id", "plan_id"),
        # Holds all that the month's page counts.
        Index("ix_plan_items_stand", "plan_id", "book", "reading_id", "held"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    installation_id: Mapped[int | None] = mapped_column(ForeignKey("installations.id"))
    meter_number: Mapped[Code | None]
    digits: Mapped[int | None]
    factor: Mapped[Factor]
    book: Mapped[Code | None]
    position: Mapped[int | None]
    category: Mapped[Code]
    use: Mapped[Code]
    persons: Mapped[int | None]
    previous: Mapped[Volume]
    previous_on: Mapped[date | None]
    average: Mapped[Volume | None]  # of the last three billed periods, once there are three
    recent: Mapped[list[Any]] = mapped_column(
        default=list
    )  # the billed volumes of which it is made, 0.001 m³, newest first
    suspended: Mapped[bool] = mapped_column(default=False)
    reading_id: Mapped[int | None] = mapped_column(BigInteger)
    volume: Mapped[Volume | None]
    held: Mapped[Code | None]
    held_detail: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)


class Reading(Base):
    """What somebody read at a meter (抄表读数), or that he could not. Never changed: a correction follows it."""

    __tablename__ = "readings"
    __table_args__ = (
        Index("ix_readings_item", "plan_item_id", "id"),
        Index("ix_readings_batch", "batch_id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    plan_item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    meter_number: Mapped[Code | None]  # as the reader wrote it
    read_on: Mapped[date]
    value: Mapped[Volume | None]
    kind: Mapped[Code]  # actual | unread
    source: Mapped[Code]  # reader (round list, import) | cashier (typed in from the signed slip)
    unread_reason: Mapped[Name | None]
    reader: Mapped[Name | None]
    note: Mapped[Long | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    entered_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    entered_by: Mapped[Name]


class Supersession(Base):
    """That one reading takes the place of another, and why; it counts while the reading that follows may be seen."""

    __tablename__ = "reading_supersessions"
    __table_args__ = (APPEND_ONLY,)

    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id"), primary_key=True, autoincrement=False)
    by_reading_id: Mapped[int] = mapped_column(
        ForeignKey("readings.id"), primary_key=True, autoincrement=False, index=True
    )
    reason: Mapped[Long]


class Acceptance(Base):
    """That somebody accepted a held reading as read, for which hold and why."""

    __tablename__ = "reading_acceptances"
    __table_args__ = (Index("ix_reading_acceptances_reading", "reading_id"), APPEND_ONLY)

    id: Mapped[Id]
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id"))
    hold: Mapped[Code]
    reason: Mapped[Long]
    accepted_at: Mapped[datetime]
    accepted_by: Mapped[Name]


class Appointment(Base):
    """The agreed time of a reading at a user's door (预约抄表, G-03); `outcome` is kept, missed or still open."""

    __tablename__ = "reading_appointments"
    __table_args__ = (Index("ix_reading_appointments_item", "plan_item_id", "id"),)

    id: Mapped[Id]
    plan_item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    note: Mapped[Long | None]
    outcome: Mapped[Code | None]
    outcome_note: Mapped[Long | None]
    outcome_at: Mapped[datetime | None]
    made_by: Mapped[Name]
