"""Where a gas month stands, in figures that each lead to their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from app.billing.month.policy import MonthPolicy
from app.billing.month.rules import collection_rate, falls_short
from app.billing.readings.policy import ReadingPolicy
from app.billing.readings.queries.plans import Progress, plan_of, progress, total
from app.billing.receivables.models import Receivable
from app.billing.statements.models import Run
from app.billing.statements.queries import OPEN_STATES
from app.domain.money import Fen, Rate
from app.extensions import db
from app.kept import kept
from app.office.policy import queries as policy


@dataclass(frozen=True, slots=True)
class Billed:
    """The posted slips of a month: how many, delivered, paid off, and their money (fen)."""

    slips: int
    delivered: int
    paid: int
    amount: Fen
    outstanding: Fen

    @property
    def collected(self) -> Fen:
        """What was set against the month's slips."""
        return Fen(self.amount - self.outstanding)

    @property
    def rate(self) -> Rate | None:
        """Collection rate (G-06)."""
        return collection_rate(self.collected, self.amount)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a month stands. `run` is the open run, if there is one; `books` the reading, book by book."""

    period: str
    books: list[Progress]
    read: Progress
    run: Run | None
    billed: Billed
    reading_target: Rate | None
    collection_target: Rate

    @property
    def drafted(self) -> int:
        """Draft slips of the open run."""
        return int(self.run.totals.get("drafted", 0)) if self.run else 0

    @property
    def reading_falls_short(self) -> bool:
        """The reading rate is below its target (G-04)."""
        return falls_short(self.read.rate, self.reading_target)

    @property
    def collection_falls_short(self) -> bool:
        """The collection rate is below its target (G-06)."""
        return falls_short(self.billed.rate, self.collection_target)


def standing(period: str) -> Standing:
    """Where a month stands now (G-04, G-06, G-11). Raises NoResultFound where it is not planned."""
    books = progress(plan_of(period).id)
    open_run = select(Run).where(Run.period == period, Run.kind == "month", Run.state.in_(OPEN_STATES))
    return Standing(
        period=period,
        books=books,
        read=total(books),
        run=db.session.scalars(open_run.order_by(Run.id.desc()).limit(1)).one_or_none(),
        billed=billed(period),
        reading_target=policy.of(ReadingPolicy).rate_target,
        collection_target=policy.of(MonthPolicy).collection_target,
    )


def billed(period: str) -> Billed:
    """The posted slips of a month. Reversals lower the amounts but are no slips to deliver or to pay."""
    return kept(("billed", period), ["receivables", "statements"], lambda: _billed(period))


def _billed(period: str) -> Billed:
    posted = db.session.scalars(select(Run.id).where(Run.period == period, Run.state == "posted").order_by(Run.id))
    query = select(
        _count(Receivable.amount >= 0),
        _count((Receivable.amount >= 0) & Receivable.delivered_on.is_not(None)),
        _count((Receivable.amount >= 0) & (Receivable.outstanding == 0)),
        func.coalesce(func.sum(Receivable.amount), 0),
        func.coalesce(func.sum(Receivable.outstanding), 0),
    ).where(Receivable.period == period, Receivable.run_id.in_(list(posted)))
    slips, delivered, paid, amount, outstanding = db.session.execute(query).one()
    return Billed(slips, delivered, paid, Fen(int(amount)), Fen(int(outstanding)))


def _count(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
