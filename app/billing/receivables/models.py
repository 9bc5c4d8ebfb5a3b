"""The tables of debts, allocations and prepaid money."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long
from app.domain.money import Fen


class Receivable(Base):
    """What is still owed of a statement (应收): a projection of the statement and its allocations, checked nightly."""

    __tablename__ = "receivables"
    __table_args__ = (
        Index("ix_receivables_open", "account_id", "due_on", sqlite_where=text("outstanding <> 0"),
              postgresql_where=text("outstanding <> 0")),
        Index("ix_receivables_due", "due_on", "statement_id", sqlite_where=text("outstanding <> 0"),
              postgresql_where=text("outstanding <> 0")),
        Index("ix_receivables_account", "account_id", "statement_id"),
        # Holds all that the month's page adds up, so that it never reads the rows themselves.
        Index("ix_receivables_month", "period", "run_id", "delivered_on", "amount", "outstanding"),
    )  # fmt: skip

    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), primary_key=True, autoincrement=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    period: Mapped[str] = mapped_column(String(7))
    amount: Mapped[Fen]
    outstanding: Mapped[Fen]
    due_on: Mapped[date]
    delivered_on: Mapped[date | None]


class Allocation(Base):
    """Money set against a statement (核销). `source` is payment, prepaid, offset or release; a release is negative."""

    __tablename__ = "allocations"
    __table_args__ = (
        Index("ix_allocations_statement", "statement_id", "id"),
        Index("ix_allocations_payment", "payment_id"),
        Index("ix_allocations_account", "account_id", "id"),
        APPEND_ONLY,
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"))
    source: Mapped[Code]
    amount: Mapped[Fen]
    at: Mapped[datetime]
    on: Mapped[date]


class PrepaidEntry(Base):
    """A movement of prepaid money (预存): in from a payment, out to a statement, or back."""

    __tablename__ = "prepaid_entries"
    __table_args__ = (Index("ix_prepaid_entries_account", "account_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"), index=True)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    amount: Mapped[Fen]
    at: Mapped[datetime]
    on: Mapped[date]
    reason: Mapped[Long | None]


class PrepaidBalance(Base):
    """The prepaid money of an account (预存余额): the sum of its entries, never negative."""

    __tablename__ = "prepaid_balances"
    __table_args__ = (CheckConstraint("balance >= 0", name="not_negative"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"), primary_key=True, autoincrement=False)
    balance: Mapped[Fen] = mapped_column(BigInteger)
