"""What the cashier looks at with a customer at the window: who it is, what is owed, where the money goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import found as accounts_found
from app.billing.accounts.queries import visible
from app.billing.payments.rules import change_of, refuse_closed
from app.billing.receivables.neighbours import posted
from app.billing.receivables.queries import OpenDebt, debts_of, debts_of_many, owed_by, prepaid_of
from app.billing.receivables.rules import allocation
from app.billing.statements.models import Statement
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.exchange.cells import tidy
from app.extensions import db
from app.search.rank import rank

MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that the cashier may mean: what it owes in fen, and the statement whose slip was scanned."""

    id: int
    number: str
    name: str
    address: str
    phone_tail: str
    owed: Fen
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands against an account: its open statements, oldest due first, their sum and prepaid money in fen."""

    debts: Sequence[OpenDebt]
    prepaid: Fen
    today: date

    @property
    def total(self) -> Fen:
        """Everything owed, in fen."""
        return Fen(sum(debt.outstanding for debt in self.debts))

    def days_over(self, debt: OpenDebt) -> int:
        """By how many days a debt is overdue; 0 while it is not."""
        return max(0, (self.today - debt.due_on).days)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a payment would do: the share of each statement, what becomes prepaid, the change, or why not."""

    shares: dict[int, Fen]
    to_prepaid: Fen
    change: Fen | None
    why_not: Text | None = None


def account_by_number(actor: Actor, number: str) -> GasAccount:
    """The account of this number, where this actor may know of it. Raises Refused."""
    query = select(GasAccount).where(GasAccount.number == number, visible(actor))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Refused(Text("There is no account %(number)s.", number=number), "account")
    return found


def candidates(actor: Actor, typed: str) -> list[Candidate]:
    """The accounts found by number, name, characters, pinyin, end of the phone, meter, or a scanned statement."""
    asked = tidy(typed)
    scanned = _of_statement(actor, asked)
    if scanned is not None:
        return _with_debts([scanned[0]], first=scanned[1])
    rows = sorted(accounts_found(asked, actor), key=lambda row: _rank(asked, row))
    return _with_debts(account for account, _ in rows[:MOST_FOUND])


def owed(account_id: int, today: date) -> Owed:
    """What the account owes and has prepaid (G-12, G-13)."""
    return Owed(debts_of(account_id), prepaid_of(account_id), today)


def outlook(found: GasAccount, amount: Fen | None, *, channel: str, tendered: Fen | None, first: int | None) -> Outlook:
    """What a payment of `amount` fen would pay, while it is being typed."""
    try:
        shares, rest = allocation(debts_of_many([found.id])[found.id], amount or Fen(0), first)
        change = change_of(channel, amount or Fen(0), tendered)[1] if tendered is not None else None
        refuse_closed(found.state, amount or Fen(0), Fen((amount or 0) - rest))
    except Refused as refused:
        return Outlook({}, Fen(0), None, refused.text)
    return Outlook({share.statement_id: share.amount for share in shares}, rest, change)


def _rank(asked: str, row: Any) -> Any:
    account, meter = row
    return rank(asked, name=account.name, phones=[account.phone or ""], numbers=[account.number, meter or ""])


def _of_statement(actor: Actor, number: str) -> tuple[GasAccount, int] | None:
    """The account of a posted statement and the statement's id, by the number that its slip carries as a code."""
    query = (
        select(GasAccount, Statement.id)
        .join(Statement, Statement.account_id == GasAccount.id)
        .where(Statement.number == number, posted(Statement.run_id), visible(actor))
    )
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def _with_debts(accounts: Iterable[GasAccount], first: int | None = None) -> list[Candidate]:
    found = list(accounts)
    sums = owed_by([one.id for one in found])
    return [
        Candidate(one.id, one.number, one.name, one.address, (one.phone or "")[-4:], sums.get(one.id, Fen(0)), first)
        for one in found
    ]
