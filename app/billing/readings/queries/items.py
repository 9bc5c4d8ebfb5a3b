"""Accounts of a plan as people see them: in route order to enter, held to mend, one by one with all its readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.readings.facts import Figure, Hold
from app.billing.readings.models import Acceptance, Plan, PlanItem, Reading, Supersession
from app.billing.readings.queries.facts import billed_items, current_figures, is_current
from app.billing.readings.sentences import detail_of
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.batches.queries import published
from app.web.paging import Order, Page, page_of

NO_BOOK = "-"


@dataclass(frozen=True, slots=True)
class Line:
    """One account of a plan: who it is, what was read before and now, and where it stands. Volumes in 0.001 m³."""

    item: PlanItem
    account: GasAccount
    period: str
    figures: tuple[Figure, ...]
    is_billed: bool

    @property
    def detail(self) -> Text | None:
        """Why it is held, as a sentence; None where it is not."""
        return detail_of(self.item.held, self.item.held_detail) if self.item.held else None

    def figure_of(self, source: str) -> Figure | None:
        """The newest figure that a source gave."""
        return next((one for one in reversed(self.figures) if one.source == source), None)

    @property
    def counted(self) -> Figure | None:
        """The figure that counts; None where the meter was not read."""
        return next((one for one in self.figures if one.id == self.item.reading_id), None)


@dataclass(frozen=True, slots=True)
class Past:
    """A reading of an account with what became of it."""

    reading: Reading
    is_current: bool
    reason: str | None


def lines_of_book(
    plan_id: int, book: str | None, actor: Actor, *, since: int | None = None, after: str | None = None
) -> Page[Line]:
    """The accounts of a book of a plan in route order; `book` None is those without one, `since` the first item."""
    query = _lines(actor).where(PlanItem.plan_id == plan_id, PlanItem.book == book)
    if since is not None:
        query = query.where(PlanItem.id >= since)
    return _page(query, after)


def held_lines(
    plan_id: int, actor: Actor, *, reason: str | None = None, book: str | None = None, after: str | None = None
) -> Page[Line]:
    """What is held of a plan, in route order, perhaps for one reason or in one book."""
    return _page(_held(plan_id, actor, reason, book), after)


def held_by_reason(plan_id: int) -> dict[str, int]:
    """Reason -> how many accounts of a plan it holds, in the order of the reasons; others are left out."""
    query = select(PlanItem.held, func.count()).where(PlanItem.plan_id == plan_id, PlanItem.held.is_not(None))
    counted = {row[0]: row[1] for row in db.session.execute(query.group_by(PlanItem.held))}
    return {hold.value: counted[hold.value] for hold in Hold if hold.value in counted}


def every_held(plan_id: int, actor: Actor) -> list[Any]:
    """Account number, meter, reason and stored detail of everything held, in route order; for the command line."""
    query = _held(plan_id, actor, None, None).with_only_columns(
        GasAccount.number, PlanItem.meter_number, PlanItem.held, PlanItem.held_detail
    )
    return list(db.session.execute(query.order_by(PlanItem.id)))


def zero_lines(plan_id: int, actor: Actor, *, after: str | None = None) -> Page[Line]:
    """Residential accounts without consumption: they get a statement of 0.00 and stand on this list."""
    return _page(
        _lines(actor).where(PlanItem.plan_id == plan_id, PlanItem.volume == 0, PlanItem.category == "residential"),
        after,
    )


def line(item_id: int, actor: Actor) -> Line:
    """One account of a frozen plan. Raises NoResultFound where there is none or the actor may not know of it."""
    query = _lines(actor).where(PlanItem.id == item_id).execution_options(populate_existing=True)
    return _dressed([db.session.execute(query).one()])[0]


def item_of_account(period: str, number: str, actor: Actor) -> PlanItem | None:
    """The account of this number on the plan of a month; None where it is not on it."""
    query = (
        select(PlanItem)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .where(Plan.period == period, Plan.frozen_at.is_not(None), GasAccount.number == number, visible(actor))
    )
    return db.session.scalars(query).one_or_none()


def past_readings(item_id: int) -> list[Past]:
    """Every reading of an account of a plan, the newest first, with the reason for which another followed it."""
    why = (
        select(Supersession.reason)
        .where(Supersession.reading_id == Reading.id)
        .order_by(Supersession.by_reading_id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(Reading, is_current(), why).where(Reading.plan_item_id == item_id, published(Reading.batch_id))
    return [Past(*row) for row in db.session.execute(query.order_by(Reading.id.desc()))]


def acceptances_of(item_id: int) -> Sequence[Acceptance]:
    """What was accepted for an account of a plan, the newest first."""
    query = select(Acceptance).join(Reading, Reading.id == Acceptance.reading_id)
    return db.session.scalars(query.where(Reading.plan_item_id == item_id).order_by(Acceptance.id.desc())).all()


def rows_of(period: str, actor: Actor) -> list[tuple[Any, ...]]:
    """The readings of a month for an export, in route order: account, name, meter, book, position, previous, day and
    figure read, volume, reason why it is held, reader."""
    query = (
        select(
            GasAccount.number,
            GasAccount.name,
            PlanItem.meter_number,
            PlanItem.book,
            PlanItem.position,
            PlanItem.previous,
            Reading.read_on,
            Reading.value,
            PlanItem.volume,
            PlanItem.held,
            Reading.reader,
        )
        .join(Plan, Plan.id == PlanItem.plan_id)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .outerjoin(Reading, Reading.id == PlanItem.reading_id)
        .where(Plan.period == period, Plan.frozen_at.is_not(None), visible(actor))
    )
    return [tuple(row) for row in db.session.execute(query.order_by(PlanItem.id))]


def _lines(actor: Actor) -> Select[Any]:
    selected: Sequence[Any] = (PlanItem, GasAccount, Plan.period)
    return (
        select(*selected)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(Plan.frozen_at.is_not(None), visible(actor))
    )


def _held(plan_id: int, actor: Actor, reason: str | None, book: str | None) -> Select[Any]:
    query = _lines(actor).where(PlanItem.plan_id == plan_id, PlanItem.held.is_not(None))
    if reason:
        query = query.where(PlanItem.held == reason)
    return query.where(PlanItem.book == (None if book == NO_BOOK else book)) if book else query


def _page(query: Select[Any], after: str | None) -> Page[Line]:
    # Plans are filled in route order, so that the order of the ids is the order of the round.
    found = page_of(db.session(), query, [Order(PlanItem.id)], after=after)
    return Page(_dressed(found.rows), found.after)


def _dressed(rows: Sequence[Any]) -> list[Line]:
    ids = [row[0].id for row in rows]
    figures, billed = current_figures(ids), billed_items(ids)
    return [Line(row[0], row[1], row[2], tuple(figures.get(row[0].id, ())), row[0].id in billed) for row in rows]
