"""Looking at payments, at the accounts they are for, and at their sums."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app import clock
from app.billing.accounts.feature import SEE as SEE_ACCOUNTS
from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.payments.models import Payment, UnmatchedPayment
from app.billing.payments.rules import Taken
from app.billing.receivables.models import Receivable
from app.billing.receivables.neighbours import posted
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.kept import kept
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

MOST_DAYS_SUMMED = timedelta(days=31)
WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Found:
    """A payment with its account and, where it was taken back, the row that did it."""

    payment: Payment
    account: GasAccount
    reversal_id: int | None
    reversal_number: str | None

    def taken(self) -> Taken:
        """What the rules need to know of it."""
        taken_on = clock.local(self.payment.taken_at).date()
        undoes = self.payment.reverses_id is not None
        return Taken(self.payment.number, self.payment.staff_id, taken_on, undoes, self.reversal_number)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of payments is narrowed to; days are of payment, both included."""

    since: date | None = None
    until: date | None = None
    channel: str | None = None
    staff_id: int | None = None
    account: str | None = None

    def can_be_summed(self) -> bool:
        """True where the sums of the list cost little: of one account, or of a month at most."""
        short = self.since and self.until and self.until - self.since <= MOST_DAYS_SUMMED
        return bool(self.account or short)


@dataclass(frozen=True, slots=True)
class ChannelSum:
    """What came in by one channel: taken and taken back in fen, and how many rows that were."""

    channel: str
    taken: Fen
    reversed: Fen
    count: int

    @property
    def amount(self) -> Fen:
        """What is left, in fen."""
        return Fen(self.taken + self.reversed)


def payment(actor: Actor, payment_id: int) -> Found:
    """A payment that this actor may know of. Raises NoResultFound."""
    undoing = aliased(Payment)
    query = (
        select(Payment, GasAccount, undoing.id, undoing.number)
        .join(GasAccount, GasAccount.id == Payment.account_id)
        .outerjoin(undoing, undoing.reverses_id == Payment.id)
        .where(Payment.id == payment_id, visible(actor))
    )
    return Found(*db.session.execute(query).one())


def number_of(payment_id: int) -> str:
    """The receipt number of a payment. Raises NoResultFound."""
    return db.session.execute(select(Payment.number).where(Payment.id == payment_id)).scalar_one()


def payments_page(actor: Actor, wanted: Wanted, *, after: str | None = None) -> Page[Any]:
    """Payments as wanted, newest first: rows of Payment, account_number and account_name."""
    query: Any = select(Payment, GasAccount.number.label("account_number"), GasAccount.name.label("account_name"))
    order = [Order(Payment.paid_on, descending=True), Order(Payment.id, descending=True)]
    return page_of(db.session(), narrowed(query, actor, wanted), order, after=after)


def every_payment(actor: Actor, wanted: Wanted) -> Iterator[Any]:
    """All payments as wanted, oldest first: rows of Payment, account_number and account_name."""
    query: Any = select(Payment, GasAccount.number.label("account_number"), GasAccount.name.label("account_name"))
    ordered = narrowed(query, actor, wanted).order_by(Payment.paid_on, Payment.id)
    return iter(db.session.execute(ordered.execution_options(yield_per=500)))


def sums_of(actor: Actor, wanted: Wanted) -> list[ChannelSum]:
    """What the payments as wanted come to, by channel in alphabetical order."""
    if wanted.account:
        return _sums(lambda query: narrowed(query, actor, wanted))
    # Without the accounts, so that an index answers: an account that was paid for is one that may be seen.
    if not actor.may(SEE_ACCOUNTS.name):
        return []
    return kept(("payments", wanted), ["payments"], lambda: _sums(lambda query: _kept(query, wanted)))


def _sums(narrow: Callable[[Any], Any]) -> list[ChannelSum]:
    taken = func.sum(Payment.amount).filter(Payment.amount > 0)
    back = func.sum(Payment.amount).filter(Payment.amount < 0)
    query: Any = select(Payment.channel, func.coalesce(taken, 0), func.coalesce(back, 0), func.count())
    rows = db.session.execute(narrow(query).group_by(Payment.channel).order_by(Payment.channel))
    return [ChannelSum(channel, Fen(taken), Fen(back), count) for channel, taken, back, count in rows]


def narrowed(query: Any, actor: Actor, wanted: Wanted) -> Any:
    """Join the account and keep the payments that are wanted and that this actor may know of."""
    query = query.select_from(Payment).join(GasAccount, GasAccount.id == Payment.account_id).where(visible(actor))
    query = query.where(GasAccount.number == wanted.account) if wanted.account else query
    return _kept(query, wanted)


def my_day(actor: Actor, today: date) -> list[ChannelSum]:
    """What this member of staff took and took back today, by channel."""
    return sums_of(actor, Wanted(today, today, staff_id=actor.staff_id)) if actor.staff_id else []


def cashiers() -> list[tuple[int, str]]:
    """The members of staff, for the filter of the list: id and name, by name."""
    return [
        (row.id, row.name) for row in db.session.execute(select(Staff.id, Staff.name).order_by(Staff.name, Staff.id))
    ]


def booked_under(channel: str, reference: str) -> list[Taken]:
    """The payments of this channel and reference, without the rows that take one back, oldest first."""
    undoing = aliased(Payment)
    query = (
        select(Payment, undoing.number)
        .outerjoin(undoing, undoing.reverses_id == Payment.id)
        .where(Payment.channel == channel, Payment.reference == reference, Payment.reverses_id.is_(None))
    )
    rows = db.session.execute(query.order_by(Payment.id))
    return [Taken(row.number, row.staff_id, row.paid_on, reversed_by=by) for row, by in rows]


def unmatched_page(state: str, *, after: str | None = None) -> Page[UnmatchedPayment]:
    """Payments that wait for their account (待认领), or did, newest first."""
    query = select(UnmatchedPayment).where(UnmatchedPayment.state == state)
    return page_of(db.session(), query, [Order(UnmatchedPayment.id, descending=True)], after=after)


def unmatched(unmatched_id: int) -> UnmatchedPayment:
    """A payment that named no account we know. Raises NoResultFound."""
    query = select(UnmatchedPayment).where(UnmatchedPayment.id == unmatched_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def waiting() -> tuple[int, Fen]:
    """How many payments wait for their account, and their sum in fen."""
    query = select(func.count(), func.coalesce(func.sum(UnmatchedPayment.amount), 0))
    count, amount = db.session.execute(query.where(UnmatchedPayment.state == WAITING)).one()
    return count, Fen(amount)


def overdue_of(customer_ids: Collection[int], today: date) -> dict[int, Fen]:
    """What each of these customers owes that was due before today, in fen; whoever owes nothing is left out (G-14)."""
    owed = func.sum(Receivable.outstanding)
    query = (
        select(GasAccount.customer_id, owed)
        .join(GasAccount, GasAccount.id == Receivable.account_id)
        .where(GasAccount.customer_id.in_(customer_ids), Receivable.due_on < today)
        .where(Receivable.outstanding != 0, posted(Receivable.run_id))
        .group_by(GasAccount.customer_id)
        .having(owed > 0)
        .order_by(GasAccount.customer_id)
    )
    return {customer_id: Fen(amount) for customer_id, amount in db.session.execute(query)}


def _kept(query: Any, wanted: Wanted) -> Any:
    if wanted.since:
        query = query.where(Payment.paid_on >= wanted.since)
    if wanted.until:
        query = query.where(Payment.paid_on <= wanted.until)
    if wanted.channel:
        query = query.where(Payment.channel == wanted.channel)
    return query.where(Payment.staff_id == wanted.staff_id) if wanted.staff_id else query
