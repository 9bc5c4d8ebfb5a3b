"""The tables of settlement slips."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import APPEND_ONLY, Base, Code, Id, Long, Name
from app.domain.money import Fen, Price, Rate
from app.domain.volume import Factor, Volume

POSTED = "(SELECT state FROM runs WHERE runs.id = OLD.run_id) = 'posted'"


class Run(Base):
    """A set of statements that are posted together (开账批次): the month's, or a reversal with its replacement.

    States: drafting, drafted, posting, posted, discarded. Its statements become visible by this one word.
    """

    __tablename__ = "runs"
    __table_args__ = (
        Index("ix_runs_period", "period", "id"),
        Index("uq_runs_open", "period", unique=True,
              sqlite_where=text("kind = 'month' AND state IN ('drafting', 'drafted', 'posting')"),
              postgresql_where=text("kind = 'month' AND state IN ('drafting', 'drafted', 'posting')")),
    )  # fmt: skip

    id: Mapped[Id]
    period: Mapped[str] = mapped_column(String(7))
    kind: Mapped[Code]  # month | correction
    state: Mapped[Code]
    totals: Mapped[dict[str, Any]]
    fingerprint: Mapped[str | None] = mapped_column(String(64))  # of every price input, checked again at posting
    made_by: Mapped[Name]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    posted_by: Mapped[Name | None]
    posted_on: Mapped[date | None]
    posted_at: Mapped[datetime | None]
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[Long | None]


class Statement(Base):
    """A settlement slip (气费结算单, F-82) with everything its paper shows. Frozen once its run is posted.

    `kind` is regular, reversal (红冲) or replacement (重开); `sequence` counts the corrections of a period.
    """

    __tablename__ = "statements"
    __table_args__ = (
        UniqueConstraint("account_id", "period", "kind", "sequence"),
        Index("ix_statements_run", "run_id", "book", "position", "id"),
        Index("ix_statements_cycle", "account_id", "cycle_start"),
        Index("ix_statements_period", "period", "id"),
        Index("ix_statements_item", "plan_item_id"),
        Index("ix_statements_customer", "customer_id", "id"),
        {"info": {"frozen_when": POSTED}},
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    number: Mapped[Code | None] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("gas_accounts.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    plan_item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id"))
    period: Mapped[str] = mapped_column(String(7))
    kind: Mapped[Code]
    sequence: Mapped[int] = mapped_column(default=0)
    account_number: Mapped[Code]
    name: Mapped[Name]
    address: Mapped[str] = mapped_column(String(200))
    category: Mapped[Code]
    use: Mapped[Code]
    persons: Mapped[int | None]
    book: Mapped[Code | None]
    position: Mapped[int | None]
    meter_number: Mapped[Code | None]
    digits: Mapped[int | None]
    previous: Mapped[Volume]
    previous_on: Mapped[date | None]
    current: Mapped[Volume]
    read_on: Mapped[date]
    reader: Mapped[Name | None]
    factor: Mapped[Factor]
    volume: Mapped[Volume]
    cycle_start: Mapped[date | None]
    cumulative_from: Mapped[Volume]
    cumulative_to: Mapped[Volume]
    amount: Mapped[Fen]
    tax_rate: Mapped[Rate | None]
    tariff_id: Mapped[int] = mapped_column(ForeignKey("tariffs.id"))
    ceilings: Mapped[list[Any]]  # of the blocks in force for this household, 0.001 m³, without the last
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    reason: Mapped[Long | None]


class StatementLine(Base):
    """One block of a statement: from, to, volume, price, amount and the price list they come from."""

    __tablename__ = "statement_lines"
    __table_args__ = (
        Index("ix_statement_lines_tariff", "tariff_id"),
        {"info": {"frozen_when": "(SELECT r.state FROM statements s JOIN runs r ON r.id = s.run_id "
                                 "WHERE s.id = OLD.statement_id) = 'posted'"}},
    )  # fmt: skip

    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    block: Mapped[int]
    start: Mapped[Volume]
    end: Mapped[Volume]
    volume: Mapped[Volume]
    price: Mapped[Price]
    amount: Mapped[Fen]
    tariff_id: Mapped[int] = mapped_column(ForeignKey("tariffs.id"))


class Delivery(Base):
    """That a statement was handed over on a day (送达, G-12); the newest row of a statement counts."""

    __tablename__ = "statement_deliveries"
    __table_args__ = (Index("ix_statement_deliveries_statement", "statement_id", "id"), APPEND_ONLY)

    id: Mapped[Id]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    delivered_on: Mapped[date]
    way: Mapped[Code]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[Name]
