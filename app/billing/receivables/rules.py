"""How money is set against debts: the named statement first, then the oldest due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Debt:
    """What is still owed of one posted statement (欠费), in fen; `run_id` tells in which posting it came."""

    statement_id: int
    account_id: int
    run_id: int
    period: str
    due_on: date
    outstanding: Fen


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a sum that goes to one statement, in fen and above zero."""

    statement_id: int
    amount: Fen


def allocation(debts: Iterable[Debt], amount: Fen, first: int | None = None) -> tuple[tuple[Share, ...], Fen]:
    """Set `amount` against the debts; return the shares and what is left over, which together make the amount.

    The statement named `first` comes first, then the oldest due; ties go by period, posting and statement.
    Raises Refused for an amount below zero and where nothing is open of the statement that was named.
    """
    if amount < 0:
        raise Refused(Text("The amount must not be below zero."), field="amount")
    queue = paying_order(debts, first)
    shares: list[Share] = []
    rest = amount
    for debt in queue:
        share = min(rest, debt.outstanding)
        if share > 0:
            shares.append(Share(debt.statement_id, Fen(share)))
            rest = Fen(rest - share)
    return tuple(shares), rest


def paying_order(debts: Iterable[Debt], first: int | None = None) -> list[Debt]:
    """The debts in the order in which money pays them. Raises Refused where `first` is none of them."""
    queue = sorted(debts, key=lambda debt: (debt.due_on, debt.period, debt.run_id, debt.statement_id))
    if first is None:
        return queue
    named = [debt for debt in queue if debt.statement_id == first]
    if not named:
        raise Refused(Text("Nothing is open of the statement that was chosen. Choose again."), field="first")
    return named + [debt for debt in queue if debt.statement_id != first]


def less(debts: Sequence[Debt], shares: Iterable[Share]) -> list[Debt]:
    """The debts as they stand after the shares were paid, without those that are paid off."""
    paid = {share.statement_id: share.amount for share in shares}
    left = ((debt, debt.outstanding - paid.get(debt.statement_id, 0)) for debt in debts)
    return [
        Debt(debt.statement_id, debt.account_id, debt.run_id, debt.period, debt.due_on, Fen(open_))
        for debt, open_ in left
        if open_ > 0
    ]


def newest_first(used: Sequence[Share], needed: Fen) -> tuple[Share, ...]:
    """Which prepaid money set against statements (given newest first) must come back to make up `needed` fen."""
    back: list[Share] = []
    for share in used:
        part = min(share.amount, needed - sum(one.amount for one in back))
        if part > 0:
            back.append(Share(share.statement_id, Fen(part)))
    return tuple(back)
