"""Looking at runs and settlement slips."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.readings.models import Plan, PlanItem
from app.billing.receivables.models import Receivable
from app.billing.receivables.neighbours import posted
from app.billing.statements.models import Delivery, Run, Statement
from app.customers.files.queries import ids_of
from app.domain.actor import Actor
from app.extensions import db
from app.search.index import matching
from app.web.paging import Order, Page, page_of

SHORTEST_NUMBER = 4
OPEN_STATES = ("drafting", "drafted", "posting")
_REVERSAL = aliased(Statement)  # made once: SQLAlchemy takes long over an alias


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of slips is narrowed to; None and "" leave everything in. `today` decides what is overdue."""

    today: date
    period: str | None = None
    category: str | None = None
    book: str | None = None
    state: str | None = None
    q: str | None = None


def is_reversed() -> ColumnElement[bool]:
    """The condition on Statement for a slip that a posted reversal took back."""
    return exists().where(
        _REVERSAL.plan_item_id == Statement.plan_item_id,
        _REVERSAL.reverses_id == Statement.id,
        posted(_REVERSAL.run_id),
    )


def stands() -> ColumnElement[bool]:
    """The condition on Statement for a posted slip that counts: no reversal, and not reversed."""
    return and_(posted(Statement.run_id), Statement.kind != "reversal", ~is_reversed())


def route() -> tuple[Any, ...]:
    """The order in which the reader walks: book, position, account; slips without a book come last."""
    missing = Statement.book.is_(None), Statement.position.is_(None)
    return missing[0], Statement.book, missing[1], Statement.position, Statement.account_number, Statement.id


def items_of(period: str) -> Sequence[int]:
    """The ids of the plan items of a month whose plan is frozen, in ascending order."""
    query = (
        select(PlanItem.id)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(Plan.period == period, Plan.frozen_at.is_not(None))
    )
    return sorted(db.session.scalars(query))


def run(run_id: int) -> Run:
    """The run as stored now. Raises NoResultFound."""
    return db.session.scalars(select(Run).where(Run.id == run_id).execution_options(populate_existing=True)).one()


def open_run_of(period: str) -> Select[Run]:
    """Select the month's run that is neither posted nor discarded; there is at most one."""
    return select(Run).where(Run.period == period, Run.kind == "month", Run.state.in_(OPEN_STATES))


def newest_run(period: str) -> Run | None:
    """The run of a month that waits for its posting, else the newest one; None where there is none."""
    open_first = Run.state.in_(OPEN_STATES).desc()
    query = select(Run).where(Run.period == period, Run.kind == "month").order_by(open_first, Run.id.desc())
    return db.session.scalars(query.limit(1)).one_or_none()


def runs_page(*, after: str | None = None) -> Page[Run]:
    """The runs, newest first."""
    return page_of(db.session(), select(Run), [Order(Run.id, descending=True)], after=after)


def months_to_bill() -> Sequence[str]:
    """The months that have a reading plan, newest first; the last year of them."""
    query = select(Plan.period).where(Plan.frozen_at.is_not(None)).order_by(Plan.period.desc()).limit(12)
    return db.session.scalars(query).all()


def billed_months() -> Sequence[str]:
    """The months that have posted slips, newest first; the last year of them."""
    query = select(Run.period).where(Run.state == "posted").distinct().order_by(Run.period.desc()).limit(12)
    return db.session.scalars(query).all()


def drafts_page(actor: Actor, run_id: int, *, zero: bool = False, after: str | None = None) -> Page[Statement]:
    """The slips of a run as they are drafted; with `zero` only those without consumption."""
    query = (
        select(Statement)
        .join(GasAccount, GasAccount.id == Statement.account_id)
        .where(Statement.run_id == run_id, visible(actor))
    )
    if zero:
        query = query.where(Statement.volume == 0)
    order = [Order(func.coalesce(Statement.book, "")), Order(func.coalesce(Statement.position, 0)), Order(Statement.id)]
    return page_of(db.session(), query, order, after=after)


def posted_slips(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select the posted slips that this actor may see: Statement, Receivable, and whether it is reversed."""
    return (
        select(Statement, Receivable, is_reversed().label("reversed"))
        .join(Receivable, Receivable.statement_id == Statement.id)
        .join(GasAccount, GasAccount.id == Statement.account_id)
        .where(posted(Statement.run_id), visible(actor))
    )


def statements_page(actor: Actor, filters: Filters, *, after: str | None = None) -> Page[Row[Any]]:
    """Posted slips, newest first: rows of Statement, Receivable and whether it is reversed."""
    query = posted_slips(actor)
    for column, wanted in (
        (Statement.period, filters.period),
        (Statement.category, filters.category),
        (Statement.book, filters.book),
    ):
        if wanted:
            query = query.where(column == wanted)
    if filters.state:
        query = query.where(_in_state(filters.state, filters.today))
    if filters.q:
        query = query.where(_asked_for(filters.q))
    return page_of(db.session(), query, [Order(Statement.id, descending=True)], after=after)


def slips_of(actor: Actor, *, account_id: int | None = None, customer_id: int | None = None, most: int = 24) -> Any:
    """The newest posted slips of an account or a customer, as rows like those of `statements_page`.

    Those of files that were made one with the customer's are his too.
    """
    query = posted_slips(actor)
    if account_id is not None:
        query = query.where(Statement.account_id == account_id)
    if customer_id is not None:
        query = query.where(Statement.customer_id.in_(ids_of(customer_id)))
    return db.session.execute(query.order_by(Statement.id.desc()).limit(most)).all()


def books_of(actor: Actor, period: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Book by book: how many slips of the month stand, and how many of them are delivered (G-12)."""
    newest = select(Delivery.statement_id).where(Delivery.statement_id == Statement.id).exists()
    query = (
        select(Statement.book, func.count().label("slips"), func.count().filter(newest).label("delivered"))
        .join(GasAccount, GasAccount.id == Statement.account_id)
        .where(Statement.period == period, stands(), visible(actor))
        .group_by(Statement.book)
        .order_by(Statement.book)
    )
    return db.session.execute(query).all()


def undelivered(period: str, *, book: str | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """The slips of a month, or of one book of it, whose delivery is not recorded yet: id and day of posting (G-12)."""
    recorded = select(Delivery.statement_id).where(Delivery.statement_id == Statement.id).exists()
    query = (
        select(Statement.id, Run.posted_on)
        .join(Run, Run.id == Statement.run_id)
        .where(Statement.period == period, stands(), ~recorded)
    )
    if book is not None:
        query = query.where(Statement.book == book)
    return db.session.execute(query.order_by(*route())).all()


def to_deliver(actor: Actor, period: str, book: str, most: int = 500) -> Sequence[Statement]:
    """The slips of a book of a month whose delivery is not recorded yet, in route order, for ticking (G-12)."""
    recorded = select(Delivery.statement_id).where(Delivery.statement_id == Statement.id).exists()
    query = (
        select(Statement)
        .join(GasAccount, GasAccount.id == Statement.account_id)
        .where(Statement.period == period, Statement.book == book, stands(), ~recorded, visible(actor))
    )
    return db.session.scalars(query.order_by(*route()).limit(most)).all()


def deliverable(statement_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """What delivering needs to know of these slips: only those that stand; with the day on which they were posted."""
    last = (
        select(Delivery.delivered_on)
        .where(Delivery.statement_id == Statement.id)
        .order_by(Delivery.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Statement.id,
            Statement.number,
            Statement.customer_id,
            Statement.category,
            Run.posted_on,
            last.label("delivered_on"),
        )
        .join(Run, Run.id == Statement.run_id)
        .where(Statement.id.in_(statement_ids), stands())
        .order_by(Statement.id)
    )
    return db.session.execute(query).all()


def _in_state(state: str, today: date) -> ColumnElement[bool]:
    taken_back = or_(Statement.kind == "reversal", is_reversed())
    conditions = {
        "owed": Receivable.outstanding != 0,
        "open": and_(Receivable.outstanding != 0, Receivable.due_on >= today),
        "overdue": and_(Receivable.outstanding != 0, Receivable.due_on < today),
        "paid": and_(Receivable.outstanding == 0, ~taken_back),
        "reversed": taken_back,
    }
    return conditions[state]


def _asked_for(q: str) -> ColumnElement[bool]:
    """Slips by the beginning of their number, or whatever an account is found by."""
    found = select(Statement.id).where(number_begins(q)) if len(q) >= SHORTEST_NUMBER else None
    accounts = matching("account", q)
    by_account = select(Statement.id).where(Statement.account_id.in_(accounts)) if accounts is not None else None
    wanted = [Statement.id.in_(part) for part in (found, by_account) if part is not None]
    return or_(*wanted) if wanted else Statement.number == q


def number_begins(q: str) -> ColumnElement[bool]:
    """The condition on Statement for a number that begins so; uses the index of numbers."""
    return and_(Statement.number >= q, Statement.number < q + "\uffff")
