"""The tables of the office calendar."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Name


class CalendarDay(Base):
    """A day that is not as its weekday says: a holiday (节假日) or a make-up working day (调休上班) (O-01)."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    name: Mapped[Name]


class CalendarYear(Base):
    """A year whose holidays are known; others are never guessed silently."""

    __tablename__ = "calendar_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[Name]
