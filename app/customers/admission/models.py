"""The tables of admission: where a customer stands, and how he came there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name


class Admission(Base):
    """Where a customer stands (客户准入): applied, withdrawn, refused, admitted, suspended, disqualified (C-56, C-60).

    It is what the steps add up to (`rules.state_of`); `approval_id` is the latest request to admit him. Who never
    applied has no row: the office admits household customers without a procedure.
    """

    __tablename__ = "admissions"
    __table_args__ = (Index("ix_admissions_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), unique=True)
    state: Mapped[Code]
    since_on: Mapped[date]
    purpose: Mapped[Long | None]  # what business is wanted, as the account-opening form asks
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class AdmissionStep(Base):
    """One step of a customer's admission; never changed.

    `kind` is applied, withdrawn, refused, admitted, suspended, lifted, disqualified, readmitted, or filed (put on
    record with the parent company, C-58). `ground` says why (papers, by_hand; false_information, harm, crime of C-60).
    """

    __tablename__ = "admission_steps"
    __table_args__ = (Index("ix_admission_steps_customer", "customer_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[Code]
    ground: Mapped[Code | None]
    reason: Mapped[Long | None]
    facts: Mapped[dict[str, Any]]
    approval_id: Mapped[int | None] = mapped_column(BigInteger)
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
