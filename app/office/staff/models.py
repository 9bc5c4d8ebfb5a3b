"""The tables of people and departments."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class Department(Base):
    """A department (部门) of the office; the tree hangs on `parent_id`."""

    __tablename__ = "departments"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    active: Mapped[bool] = mapped_column(default=True)


class Staff(Base):
    """A member of staff (员工), with or without a sign-in."""

    __tablename__ = "staff"

    id: Mapped[Id]
    name: Mapped[Name]
    phone: Mapped[Code | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
