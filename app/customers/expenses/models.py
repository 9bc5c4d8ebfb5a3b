"""The table of expense claims."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Long, Name
from app.domain.money import Fen


class ExpenseClaim(Base):
    """A claim for money spent on a customer (客户费用报销): entertainment, travel, gifts and the like (C-13, A-18).

    `state` is claimed, refused (the customer is not on file, or finance says no), cleared or withdrawn. `checks` keeps
    what the check against the register found on the day of the claim.
    """

    __tablename__ = "expense_claims"
    __table_args__ = (
        Index("ix_expense_claims_customer", "customer_id", "id"),
        Index("ix_expense_claims_state", "state", "id"),
        Index("ix_expense_claims_staff", "staff_id", "id"),
    )

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[Code]  # entertainment | travel | gifts | other
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    customer_name: Mapped[Name]
    spent_on: Mapped[date]
    amount: Mapped[Fen]
    purpose: Mapped[Long]
    state: Mapped[Code]
    state_why: Mapped[Long | None]
    checks: Mapped[dict[str, Any]]
    decided_by: Mapped[Name | None]
    decided_at: Mapped[datetime | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
