"""Looking at debts, allocations and prepaid money, and whether their sums agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, case, func, select

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.receivables.models import Allocation, PrepaidBalance, PrepaidEntry, Receivable
from app.billing.receivables.neighbours import PAYMENTS, STATEMENTS, posted
from app.billing.receivables.rules import Debt
from app.domain.actor import Actor
from app.domain.money import Fen, plain_fen
from app.domain.text import Text
from app.extensions import db


@dataclass(frozen=True, slots=True)
class OpenDebt:
    """A debt as a cashier sees it: the statement's number and amount, what is open of it and when it is due."""

    statement_id: int
    number: str
    period: str
    amount: Fen
    outstanding: Fen
    due_on: date


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums that must agree, in fen: money taken, money set against statements, prepaid money, and what is owed."""

    cash: Fen
    allocated: Fen
    prepaid: Fen
    balances: Fen
    billed: Fen
    outstanding: Fen


def debts_of(account_id: int) -> list[OpenDebt]:
    """What the account owes, oldest due first: the order in which a payment pays it."""
    query = (
        select(
            Receivable.statement_id,
            STATEMENTS.c.number,
            Receivable.period,
            Receivable.amount,
            Receivable.outstanding,
            Receivable.due_on,
        )
        .join(STATEMENTS, STATEMENTS.c.id == Receivable.statement_id)
        .where(Receivable.account_id == account_id, Receivable.outstanding != 0, posted(Receivable.run_id))
        .order_by(Receivable.due_on, Receivable.period, Receivable.run_id, Receivable.statement_id)
    )
    return [OpenDebt(*row) for row in db.session.execute(query)]


def debts_of_many(account_ids: Collection[int]) -> dict[int, list[Debt]]:
    """The open debts of each account, oldest due first."""
    query = (
        select(
            Receivable.statement_id,
            Receivable.account_id,
            Receivable.run_id,
            Receivable.period,
            Receivable.due_on,
            Receivable.outstanding,
        )
        .where(Receivable.account_id.in_(account_ids), Receivable.outstanding != 0, posted(Receivable.run_id))
        .order_by(Receivable.due_on, Receivable.period, Receivable.run_id, Receivable.statement_id)
    )
    found: dict[int, list[Debt]] = {one: [] for one in account_ids}
    for row in db.session.execute(query):
        found[row.account_id].append(Debt(*row))
    return found


def prepaid_of(account_id: int) -> Fen:
    """The prepaid money of the account, in fen."""
    return prepaid_of_many([account_id])[account_id]


def prepaid_of_many(account_ids: Collection[int]) -> dict[int, Fen]:
    """The prepaid money of each account, in fen."""
    query = (
        select(PrepaidBalance.account_id, PrepaidBalance.balance)
        .where(PrepaidBalance.account_id.in_(account_ids))
        .order_by(PrepaidBalance.account_id)
    )
    rows = db.session.execute(query)
    return {**dict.fromkeys(account_ids, Fen(0)), **{row.account_id: row.balance for row in rows}}


def owed_by(account_ids: Collection[int], *, overdue_on: date | None = None) -> dict[int, Fen]:
    """What each of these accounts owes, in fen; with `overdue_on` only what was due before that day."""
    query = select(Receivable.account_id, func.sum(Receivable.outstanding)).where(
        Receivable.account_id.in_(account_ids), Receivable.outstanding != 0, posted(Receivable.run_id)
    )
    if overdue_on is not None:
        query = query.where(Receivable.due_on < overdue_on)
    rows = db.session.execute(query.group_by(Receivable.account_id).order_by(Receivable.account_id))
    return {account_id: Fen(owed) for account_id, owed in rows}


def open_debts(actor: Actor, *, overdue_on: date | None = None, period: str | None = None) -> Select[Any]:
    """Select the open debts that this actor may see: Receivable, GasAccount and the statement's number, unsorted.

    `overdue_on` keeps what was due before that day (arrears, G-14), `period` what was billed for that month.
    """
    query = (
        select(Receivable, GasAccount, STATEMENTS.c.number)
        .join(GasAccount, GasAccount.id == Receivable.account_id)
        .join(STATEMENTS, STATEMENTS.c.id == Receivable.statement_id)
        .where(Receivable.outstanding != 0, posted(Receivable.run_id), visible(actor))
    )
    if overdue_on is not None:
        query = query.where(Receivable.due_on < overdue_on)
    return query.where(Receivable.period == period) if period is not None else query


def allocations_of(statement_id: int) -> Sequence[Allocation]:
    """Every movement of money on a statement, oldest first."""
    query = select(Allocation).where(Allocation.statement_id == statement_id).order_by(Allocation.id)
    return db.session.scalars(query).all()


def shares_of(payment_id: int) -> Sequence[Row[Any]]:
    """What a payment paid: statement_id, number, period and amount in fen; what came back is taken off."""
    query = (
        select(Allocation.statement_id, STATEMENTS.c.number, Receivable.period, func.sum(Allocation.amount))
        .join(STATEMENTS, STATEMENTS.c.id == Allocation.statement_id)
        .join(Receivable, Receivable.statement_id == Allocation.statement_id)
        .where(Allocation.payment_id == payment_id)
        .group_by(Allocation.statement_id, STATEMENTS.c.number, Receivable.period)
        .having(func.sum(Allocation.amount) != 0)
        .order_by(Allocation.statement_id)
    )
    return db.session.execute(query).all()


def receivable(statement_id: int) -> Receivable:
    """What is owed of a posted statement. Raises NoResultFound."""
    query = select(Receivable).where(Receivable.statement_id == statement_id, posted(Receivable.run_id))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def accounts_to_settle(run_id: int) -> list[int]:
    """The accounts that have prepaid money and owe something of this run."""
    query = (
        select(Receivable.account_id)
        .join(PrepaidBalance, PrepaidBalance.account_id == Receivable.account_id)
        .where(Receivable.run_id == run_id, Receivable.outstanding > 0, PrepaidBalance.balance > 0)
        .distinct()
        .order_by(Receivable.account_id)
    )
    return list(db.session.scalars(query))


def sums() -> Sums:
    """The sums that must agree at any moment between two units of work."""
    seen = posted(Receivable.run_id)
    return Sums(
        cash=_total(select(func.sum(PAYMENTS.c.amount))),
        allocated=_total(select(func.sum(Allocation.amount))),
        prepaid=_total(select(func.sum(PrepaidEntry.amount))),
        balances=_total(select(func.sum(PrepaidBalance.balance))),
        billed=_total(select(func.sum(STATEMENTS.c.amount)).where(posted(STATEMENTS.c.run_id))),
        outstanding=_total(select(func.sum(Receivable.outstanding)).where(seen)),
    )


def check_sums() -> list[Text]:
    """What does not agree, as sentences; empty when all does (money-and-time.md: three sums, to the fen)."""
    found = sums()
    pairs = (
        (Text("Money taken"), found.cash, Text("prepaid and paid off"), Fen(found.prepaid + found.allocated)),
        (Text("Prepaid movements"), found.prepaid, Text("prepaid balances"), found.balances),
        (Text("Billed less paid off"), Fen(found.billed - found.allocated), Text("still owed"), found.outstanding),
    )
    differences = [
        Text("%(one)s %(first)s, %(other)s %(second)s", one=one, first=plain_fen(a), other=other, second=plain_fen(b))
        for one, a, other, b in pairs
        if a != b
    ]
    if wrong := _wrong_debts():
        differences.append(Text("Statements whose open amount does not fit what was paid: %(count)s", count=wrong))
    if wrong := _wrong_balances():
        differences.append(Text("Accounts whose prepaid money does not fit its movements: %(count)s", count=wrong))
    return differences


def _total(query: Select[Any]) -> Fen:
    return Fen(db.session.scalar(query) or 0)


def _wrong_debts() -> int:
    paid = select(Allocation.statement_id, func.sum(Allocation.amount).label("paid")).group_by(Allocation.statement_id)
    by_statement = paid.subquery()
    difference = Receivable.amount - func.coalesce(by_statement.c.paid, 0) - Receivable.outstanding
    query = (
        select(func.sum(case((difference != 0, 1), else_=0)))
        .select_from(Receivable)
        .outerjoin(by_statement, by_statement.c.statement_id == Receivable.statement_id)
    )
    return db.session.scalar(query) or 0


def _wrong_balances() -> int:
    moved = select(PrepaidEntry.account_id, func.sum(PrepaidEntry.amount).label("moved"))
    by_account = moved.group_by(PrepaidEntry.account_id).subquery()
    difference = func.coalesce(by_account.c.moved, 0) - PrepaidBalance.balance
    query = (
        select(func.sum(case((difference != 0, 1), else_=0)))
        .select_from(PrepaidBalance)
        .outerjoin(by_account, by_account.c.account_id == PrepaidBalance.account_id)
    )
    return db.session.scalar(query) or 0
