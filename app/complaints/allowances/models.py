"""The tables of allowances."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.money import Fen


class Allowance(Base):
    """An allowance certificate (销货折让证明单, F-70) by an approved decision (K-32, A-26).

    States: draft, submitted, approved, stamped (by the customer), booked, void.
    """

    __tablename__ = "allowances"
    __table_args__ = (Index("ix_allowances_state", "state", "id"),)

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("complaint_decisions.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    invoice_number: Mapped[Code | None]
    invoice_on: Mapped[date | None]
    product: Mapped[Name | None]
    quantity: Mapped[int | None] = mapped_column(BigInteger)
    price_fen: Mapped[Fen | None]
    amount_fen: Mapped[Fen]  # of the allowance, before tax
    tax_fen: Mapped[Fen]
    reason: Mapped[Long]
    stamped_on: Mapped[date | None]
    stamped_by: Mapped[Name | None]
    state: Mapped[Code]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class RemedyProof(Base):
    """A paper that proves a return or an allowance before it is booked (K-38, K-39); `subject` is "return:3" or
    "allowance:2".

    `kind`: original_invoice, marked_copy, certificate. `stamped` is whether the buyer's stamp is on it.
    """

    __tablename__ = "remedy_proofs"
    __table_args__ = (Index("ix_remedy_proofs_subject", "subject", "id"), APPEND_ONLY)

    id: Mapped[Id]
    subject: Mapped[str] = mapped_column(String(60))
    kind: Mapped[Code]
    invoice_number: Mapped[Code | None]
    quantity: Mapped[int | None] = mapped_column(BigInteger)
    price_fen: Mapped[Fen | None]
    amount_fen: Mapped[Fen | None]
    stamped: Mapped[bool]
    received_on: Mapped[date]
    note: Mapped[Long | None]
    at: Mapped[datetime]
    by: Mapped[Name]
