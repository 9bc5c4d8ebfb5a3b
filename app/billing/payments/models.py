"""The tables of payments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.money import Fen


class Payment(Base):
    """Money taken for an account (收款), or the negative row that takes it back (冲销). Never changed."""

    __tablename__ = "payments"
    __table_args__ = (
        Index("ix_payments_account", "account_id", "id"),
        Index("ix_payments_paid_on", "paid_on", "id"),
        Index("ix_payments_taken_by", "staff_id", "paid_on", "id"),
        Index("ix_payments_channel", "channel", "paid_on", "id"),
        Index("ix_payments_sums", "paid_on", "channel", "amount"),  # holds all that the sums of a month need
        Index("uq_payments_reference", "channel", "reference", "booking", unique=True,
              sqlite_where=text("reference IS NOT NULL AND reverses_id IS NULL"),
              postgresql_where=text("reference IS NOT NULL AND reverses_id IS NULL")),
        APPEND_ONLY,
    )  # fmt: skip

    id: Mapped[Id]
    number: Mapped[Code] = mapped_column(unique=True)  # of the receipt
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    channel: Mapped[Code]  # cash | card | wechat | alipay | transfer | bank
    amount: Mapped[Fen]
    tendered: Mapped[Fen | None]
    change: Mapped[Fen | None]
    to_debts: Mapped[Fen]
    to_prepaid: Mapped[Fen]
    prepaid_after: Mapped[Fen]
    reference: Mapped[str | None] = mapped_column(String(80))
    booking: Mapped[int] = mapped_column(default=1)  # 2 where the money of a reversed payment is booked once more
    payer: Mapped[Name | None]
    paid_on: Mapped[date]
    taken_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    taken_by: Mapped[Name]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"), unique=True)
    reason: Mapped[Long | None]
    origin: Mapped[str | None] = mapped_column(String(60))  # what brought the customer here, such as "visit:12"
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"), index=True)


class UnmatchedPayment(Base):
    """A bank payment that names no account we know (待认领): it waits for somebody to say whose it is."""

    __tablename__ = "unmatched_payments"
    __table_args__ = (
        Index("uq_unmatched_payments_reference", "channel", "reference", unique=True),
        Index("ix_unmatched_payments_state", "state", "id"),
    )

    id: Mapped[Id]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    channel: Mapped[Code]
    reference: Mapped[str] = mapped_column(String(80))
    account_text: Mapped[Name]
    amount: Mapped[Fen]
    paid_on: Mapped[date]
    payer: Mapped[Name | None]
    state: Mapped[Code]  # waiting | matched | returned
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[Name | None]
    reason: Mapped[Long | None]
