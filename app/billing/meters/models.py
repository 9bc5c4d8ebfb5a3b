"""The tables of meters and their installations."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id
from app.domain.volume import Factor, Volume


class Meter(Base):
    """A gas meter (燃气表), wherever it hangs. `digits` before the decimal point: it turns over at 10**digits m³."""

    __tablename__ = "meters"
    __table_args__ = (Index("ix_meters_batch", "batch_id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    digits: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class Installation(Base):
    """A meter at an account (装表) from one day to another, with the readings at both."""

    __tablename__ = "installations"
    __table_args__ = (
        Index("uq_installations_meter", "meter_id", unique=True, sqlite_where=text("removed_on IS NULL"),
              postgresql_where=text("removed_on IS NULL")),
        Index("uq_installations_account", "account_id", unique=True, sqlite_where=text("removed_on IS NULL"),
              postgresql_where=text("removed_on IS NULL")),
        Index("ix_installations_meter", "meter_id", "id"),
        Index("ix_installations_account", "account_id", "id"),
    )  # fmt: skip

    id: Mapped[Id]
    meter_id: Mapped[int] = mapped_column(ForeignKey("meters.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    installed_on: Mapped[date | None]
    initial_reading: Mapped[Volume]
    factor: Mapped[Factor]
    removed_on: Mapped[date | None]
    final_reading: Mapped[Volume | None]
