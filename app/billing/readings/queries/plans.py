"""Looking at the plans of the months and how far each has been read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.readings.models import Plan, PlanItem
from app.billing.readings.rules import reading_rate
from app.domain.actor import Actor
from app.domain.money import Rate
from app.extensions import db
from app.kept import kept

MOST_PLANS = 120


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a book, or a whole plan, has been read: accounts due, read, with a reason why not billed."""

    book: str | None
    due: int
    read: int
    held: int

    @property
    def rate(self) -> Rate | None:
        """Reading rate on the snapshot (G-04); None where nothing is due."""
        return reading_rate(self.read, self.due)


def plan_of(period: str) -> Plan:
    """The frozen plan of a month. Raises NoResultFound."""
    return db.session.scalars(select(Plan).where(Plan.period == period, Plan.frozen_at.is_not(None))).one()


def plans() -> Sequence[Plan]:
    """The frozen plans, the newest month first."""
    query = select(Plan).where(Plan.frozen_at.is_not(None)).order_by(Plan.period.desc(), Plan.id)
    return db.session.scalars(query.limit(MOST_PLANS)).all()


def progress(plan_id: int) -> list[Progress]:
    """How far each book of a plan has been read, book by book (G-04)."""
    return kept(("progress", plan_id), ["readings"], lambda: _progress(plan_id))


def _progress(plan_id: int) -> list[Progress]:
    held = func.sum(case((PlanItem.held.is_not(None), 1), else_=0))
    query = select(PlanItem.book, func.count(), func.count(PlanItem.reading_id), held)
    rows = db.session.execute(query.where(PlanItem.plan_id == plan_id).group_by(PlanItem.book))
    return sorted((Progress(*row) for row in rows), key=lambda one: (one.book is None, one.book or ""))


def total(books: Sequence[Progress]) -> Progress:
    """The sum of the books."""
    return Progress(None, sum(b.due for b in books), sum(b.read for b in books), sum(b.held for b in books))


def opened_since(plan_id: int, actor: Actor) -> int:
    """How many accounts were opened after a plan was frozen and are not on it; they are read with the next one."""
    newest = select(func.max(PlanItem.account_id)).where(PlanItem.plan_id == plan_id).scalar_subquery()
    opened = select(func.count()).where(visible(actor), GasAccount.id > newest, GasAccount.state != "closed")
    return db.session.scalar(opened.select_from(GasAccount)) or 0
