"""What happened at a gas account, with the balance after each line (G-21)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import aliased

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.ledger import lines
from app.billing.ledger.rules import LedgerRow, Movement, carried_over, with_balances
from app.billing.payments.models import Payment
from app.billing.readings.models import PlanItem, Reading, Supersession
from app.billing.receivables.models import PrepaidEntry
from app.billing.statements.models import Delivery, Run, Statement
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.batches.queries import published

POSTED = "posted"


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """An account with what it owes (above zero) or has prepaid (below), in fen."""

    id: int
    number: str
    name: str
    address: str
    balance: Fen


def ledger_of(account_id: int, since: date | None = None, until: date | None = None) -> tuple[LedgerRow, ...]:
    """The ledger (用户台账) of an account from one day to another, both included, with the balance after each line.

    The first line carries over what was before `since`. Without days the ledger is whole, and its last balance is
    what is owed less what is prepaid (G-21).
    """
    opening = balance_before(account_id, since) if since else Fen(0)
    begin = [carried_over(since, opening)] if since else []
    return (*begin, *with_balances(opening, _movements(account_id, since, until)))


def balance_before(account_id: int, day: date | None) -> Fen:
    """Debts less prepaid money in fen at the end of the day before `day`; None for what stands now."""
    return _balances([account_id], day).get(account_id, Fen(0))


def balances_of_customer(actor: Actor, customer_id: int) -> list[AccountBalance]:
    """The gas accounts of a customer that this actor may know of, each with its balance, by number."""
    wanted = select(GasAccount).where(GasAccount.customer_id == customer_id, visible(actor))
    found = db.session.scalars(wanted.order_by(GasAccount.number)).all()
    sums = _balances([one.id for one in found], None)
    return [AccountBalance(one.id, one.number, one.name, one.address, sums.get(one.id, Fen(0))) for one in found]


def _balances(ids: Sequence[int], before: date | None) -> dict[int, Fen]:
    charged = (
        select(Statement.account_id, func.sum(Statement.amount))
        .join(Run, Run.id == Statement.run_id)
        .where(Statement.account_id.in_(ids), Run.state == POSTED, Run.posted_on < before if before else true())
    )
    paid = select(Payment.account_id, func.sum(Payment.amount)).where(
        Payment.account_id.in_(ids), Payment.paid_on < before if before else true()
    )
    balances = dict.fromkeys(ids, Fen(0))
    for one, amount in db.session.execute(charged.group_by(Statement.account_id)):
        balances[one] = Fen(balances[one] + amount)
    for one, amount in db.session.execute(paid.group_by(Payment.account_id)):
        balances[one] = Fen(balances[one] - amount)
    return balances


def _movements(account_id: int, since: date | None, until: date | None) -> Iterator[Movement]:
    yield from _readings(account_id, since, until)
    yield from _charges(account_id, since, until)
    yield from _notices(account_id, since, until)
    yield from _payments(account_id, since, until)
    yield from _prepaid(account_id, since, until)


def _between(column: Any, since: date | None, until: date | None) -> ColumnElement[bool]:
    return and_(column >= since if since else true(), column <= until if until else true())


def _readings(account_id: int, since: date | None, until: date | None) -> Iterator[Movement]:
    follower = aliased(Reading)
    followed = exists().where(
        Supersession.reading_id == Reading.id, follower.id == Supersession.by_reading_id, published(follower.batch_id)
    )
    query = (
        select(Reading, followed)
        .join(PlanItem, PlanItem.id == Reading.plan_item_id)
        .where(PlanItem.account_id == account_id, published(Reading.batch_id))
        .where(_between(Reading.read_on, since, until))
    )
    for reading, superseded in db.session.execute(query.order_by(Reading.id)):
        yield lines.of_reading(reading, superseded)


def _charges(account_id: int, since: date | None, until: date | None) -> Iterator[Movement]:
    query = (
        select(Statement, Run)
        .join(Run, Run.id == Statement.run_id)
        .where(Statement.account_id == account_id, Run.state == POSTED, _between(Run.posted_on, since, until))
    )
    for statement, run in db.session.execute(query.order_by(Statement.id)):
        yield lines.of_statement(statement, run)


def _notices(account_id: int, since: date | None, until: date | None) -> Iterator[Movement]:
    query = (
        select(Delivery, Statement.number)
        .join(Statement, Statement.id == Delivery.statement_id)
        .where(Statement.account_id == account_id, _between(Delivery.delivered_on, since, until))
    )
    for delivery, number in db.session.execute(query.order_by(Delivery.id)):
        yield lines.of_delivery(delivery, number or "")


def _payments(account_id: int, since: date | None, until: date | None) -> Iterator[Movement]:
    query = select(Payment).where(Payment.account_id == account_id, _between(Payment.paid_on, since, until))
    for payment in db.session.scalars(query.order_by(Payment.id)):
        yield lines.of_payment(payment)


def _prepaid(account_id: int, since: date | None, until: date | None) -> Iterator[Movement]:
    query = (
        select(PrepaidEntry, Statement.number)
        .join(Statement, Statement.id == PrepaidEntry.statement_id)
        .where(PrepaidEntry.account_id == account_id, _between(PrepaidEntry.on, since, until))
    )
    for entry, number in db.session.execute(query.order_by(PrepaidEntry.id)):
        yield lines.of_prepaid(entry, number or "")
