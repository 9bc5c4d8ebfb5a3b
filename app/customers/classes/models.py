"""The tables of classification schemes and of what customers are by them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Id, Long, Name


class ClassScheme(Base):
    """A further way to class customers (客户分类), defined by the office, also for one product (C-128, D-24)."""

    __tablename__ = "class_schemes"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    product: Mapped[Name | None]
    note: Mapped[Long | None]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class CustomerClass(Base):
    """One class of a scheme, in the order of `position`."""

    __tablename__ = "customer_classes"
    __table_args__ = (UniqueConstraint("scheme_id", "name"),)

    id: Mapped[Id]
    scheme_id: Mapped[int] = mapped_column(ForeignKey("class_schemes.id"))
    name: Mapped[Name]
    position: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)


class Classification(Base):
    """What a customer was in a scheme, from a day until a day, and why. The row without `until_on` holds now."""

    __tablename__ = "classifications"
    __table_args__ = (
        Index("ix_classifications_customer", "customer_id", "id"),
        Index("ix_classifications_class", "class_id", "until_on", "customer_id"),
        Index("uq_classifications_now", "customer_id", "scheme_id", unique=True,
              sqlite_where=text("until_on IS NULL"), postgresql_where=text("until_on IS NULL")),
    )  # fmt: skip

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    scheme_id: Mapped[int] = mapped_column(ForeignKey("class_schemes.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("customer_classes.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[Long]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
