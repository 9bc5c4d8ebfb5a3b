"""Opening debts, setting money against them and taking it back. All inside the unit of work that is under way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from app.billing.accounts.models import GasAccount
from app.billing.receivables.booking import allocate, entry, minus, move_prepaid, movement
from app.billing.receivables.models import Allocation, Receivable
from app.billing.receivables.queries import debts_of_many, prepaid_of_many
from app.billing.receivables.rules import Share, allocation, less, newest_first
from app.domain.money import Fen
from app.unit_of_work import current_work

PAYMENT, PREPAID, OFFSET, RELEASE = "payment", "prepaid", "offset", "release"


@dataclass(frozen=True, slots=True)
class NewDebt:
    """A statement that is being posted: what is owed of it, in fen, and when it is due."""

    statement_id: int
    run_id: int
    account_id: int
    period: str
    amount: Fen
    due_on: date


@dataclass(frozen=True, slots=True)
class Incoming:
    """Money that comes in for an account, in fen; `first` is the statement that the payer named."""

    account_id: int
    amount: Fen
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Allocated:
    """What becomes of a payment, in fen: shares of statements, their sum, the rest, and the prepaid money after it."""

    shares: tuple[Share, ...]
    to_debts: Fen
    to_prepaid: Fen
    prepaid_after: Fen


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Where the money of a reversed payment came from, in fen and above zero, and the prepaid money after it.

    `reopened` are the shares of statements that are owed again, those once paid from prepaid money included.
    """

    reopened: tuple[Share, ...]
    from_debts: Fen
    from_prepaid: Fen
    prepaid_after: Fen


def open_debts(debts: Iterable[NewDebt]) -> None:
    """Open what is owed of statements that are being posted; nobody sees it before their run is posted."""
    rows = [
        {
            "statement_id": debt.statement_id,
            "run_id": debt.run_id,
            "account_id": debt.account_id,
            "period": debt.period,
            "amount": debt.amount,
            "outstanding": debt.amount,
            "due_on": debt.due_on,
        }
        for debt in debts
    ]
    if rows:
        current_work().touch("receivables")
        current_work().session.execute(insert(Receivable.__table__), rows)  # type: ignore[arg-type]


def move_due_days(days: Mapping[int, date], *, delivered_on: date) -> None:
    """Set the due day of the debts of these statements, which were delivered on a day (G-12)."""
    if days:
        move = update(Receivable.__table__).where(Receivable.statement_id == bindparam("one"))  # type: ignore[arg-type]
        current_work().touch("receivables")
        rows = [{"one": one, "due_on": due_on, "delivered_on": delivered_on} for one, due_on in days.items()]
        current_work().session.execute(move, rows)


def split_payment(account_id: int, amount: Fen, *, first: int | None = None) -> Allocated:
    """Work out what a payment of `amount` fen will pay, and keep the debts and the prepaid money for this unit.

    A payment is never changed once stored, so this comes first, then the payment is stored with these figures, then
    `allocate_payment`. Raises Refused as `rules.allocation` does.
    """
    return split_payments([Incoming(account_id, amount, first)])[0]


def split_payments(incoming: Sequence[Incoming]) -> list[Allocated]:
    """As `split_payment`, for many payments in the order in which they shall be stored."""
    accounts = _locked(one.account_id for one in incoming)
    balances = prepaid_of_many(accounts)
    debts = debts_of_many(accounts)
    made = []
    for one in incoming:
        shares, rest = allocation(debts[one.account_id], one.amount, one.first)
        debts[one.account_id] = less(debts[one.account_id], shares)
        balances[one.account_id] = Fen(balances[one.account_id] + rest)
        made.append(Allocated(shares, Fen(one.amount - rest), rest, balances[one.account_id]))
    return made


def allocate_payment(payment_id: int, account_id: int, split: Allocated, *, on: date) -> None:
    """Set a stored payment against debts and prepaid money as `split_payment` worked it out in this same unit."""
    allocate_payments([(payment_id, account_id, split)], on=on)


def allocate_payments(payments: Iterable[tuple[int, int, Allocated]], *, on: date) -> None:
    """As `allocate_payment`, for many: payment, account and what `split_payments` worked out. Raises Conflict."""
    allocated, prepaid = [], []
    for payment_id, account_id, split in payments:
        allocated += [movement(account_id, share, PAYMENT, payment_id) for share in split.shares]
        if split.to_prepaid:
            prepaid.append(entry(account_id, split.to_prepaid, payment_id=payment_id))
    allocate(allocated, on)
    move_prepaid(prepaid, on)


def take_back(payment_id: int, account_id: int, amount: Fen, *, on: date, reason: str | None = None) -> TakenBack:
    """Take the money of a payment out again: its statements are owed again, the rest leaves the prepaid money.

    Where its prepaid part has been used meanwhile, statements paid from prepaid money are owed again, newest first.
    Call it once for a payment of `amount` fen, then store the opposite payment with these figures.
    """
    balance = prepaid_of_many(_locked([account_id]))[account_id]
    direct = _net(Allocation.account_id == account_id, Allocation.payment_id == payment_id)
    from_debts = Fen(sum(share.amount for share in direct))
    from_prepaid = Fen(amount - from_debts)
    used = newest_first(_paid_from_prepaid(account_id), Fen(max(0, from_prepaid - balance)))
    allocate([movement(account_id, minus(share), RELEASE, payment_id) for share in direct], on)
    _release_to_prepaid(account_id, [(None, share) for share in used], on, reason)
    if from_prepaid:
        move_prepaid([entry(account_id, Fen(-from_prepaid), payment_id=payment_id, reason=reason)], on)
    after = Fen(balance + sum(share.amount for share in used) - from_prepaid)
    return TakenBack((*direct, *used), from_debts, from_prepaid, after)


def apply_prepaid(account_ids: Collection[int], *, on: date) -> dict[int, tuple[Share, ...]]:
    """Let the prepaid money of these accounts pay what they owe, oldest due first; return what was paid."""
    accounts = _locked(account_ids)
    balances = prepaid_of_many(accounts)
    debts = debts_of_many(accounts)
    paid = {one: allocation(debts[one], balances[one])[0] for one in accounts if balances[one] and debts[one]}
    pairs = [(account_id, share) for account_id, shares in paid.items() for share in shares]
    allocate([movement(account_id, share, PREPAID) for account_id, share in pairs], on)
    move_prepaid([entry(one, Fen(-share.amount), statement_id=share.statement_id) for one, share in pairs], on)
    return paid


def reverse_debt(original_id: int, reversal_id: int, *, account_id: int, on: date, reason: str | None) -> Fen:
    """Set a reversed statement and its reversal against each other; return the money that came back, in fen.

    What had been paid for the original becomes prepaid money. Both debts must be opened; afterwards both are 0.
    """
    _locked([account_id])
    paid = _payers_of(original_id)
    _release_to_prepaid(account_id, paid, on, reason)
    owed = select(Receivable.outstanding).where(Receivable.statement_id == original_id)
    amount = Fen(current_work().session.execute(owed).scalar_one())
    offsets = [Share(original_id, amount), Share(reversal_id, Fen(-amount))]
    allocate([movement(account_id, share, OFFSET) for share in offsets if amount], on)
    return Fen(sum(share.amount for _, share in paid))


def _locked(account_ids: Iterable[int]) -> list[int]:
    """The accounts, each once; until the commit nobody else moves their money."""
    accounts = sorted(set(account_ids))
    rows = select(GasAccount.id).where(GasAccount.id.in_(accounts)).order_by(GasAccount.id)
    current_work().session.execute(rows.with_for_update(key_share=True))
    return accounts


def _payers_of(statement_id: int) -> list[tuple[int | None, Share]]:
    """What is set against a statement now, by the payment it comes from (None: from prepaid money)."""
    query = (
        select(Allocation.payment_id, func.sum(Allocation.amount))
        .where(Allocation.statement_id == statement_id, Allocation.source != OFFSET)
        .group_by(Allocation.payment_id)
        .order_by(Allocation.payment_id)
    )
    rows = current_work().session.execute(query)
    return [(payment_id, Share(statement_id, Fen(amount))) for payment_id, amount in rows if amount]


def _paid_from_prepaid(account_id: int) -> list[Share]:
    sources = (PREPAID, RELEASE)
    return _net(
        Allocation.account_id == account_id, Allocation.payment_id.is_(None), Allocation.source.in_(sources)
    )  # fmt: skip


def _net(*conditions: Any) -> list[Share]:
    """What is left of the allocations that fulfil the conditions, by statement, newest first."""
    query = (
        select(Allocation.statement_id, func.sum(Allocation.amount))
        .where(*conditions)
        .group_by(Allocation.statement_id)
        .order_by(func.max(Allocation.id).desc())
    )
    rows = current_work().session.execute(query)
    return [Share(statement_id, Fen(amount)) for statement_id, amount in rows if amount]


def _release_to_prepaid(
    account_id: int, shares: Sequence[tuple[int | None, Share]], on: date, reason: str | None
) -> None:
    allocate([movement(account_id, minus(share), RELEASE, payment_id) for payment_id, share in shares], on)
    entries = [
        entry(account_id, share.amount, payment_id=payment_id, statement_id=share.statement_id, reason=reason)
        for payment_id, share in shares
    ]
    move_prepaid(entries, on)
