"""Opening debts, setting money against them and taking it back. All inside the unit of work that is under way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update

from app.billing.accounts.models import GasAccount
from app.billing.receivables.models import Allocation, PrepaidBalance, PrepaidEntry, Receivable
from app.billing.receivables.queries import debts_of_many, prepaid_of_many
from app.billing.receivables.rules import Share, allocation, less, newest_first
from app.domain.errors import Conflict
from app.domain.money import Fen
from app.domain.text import Text
from app.unit_of_work import current_work

PAYMENT, PREPAID, OFFSET, RELEASE = "payment", "prepaid", "offset", "release"

RAISE_BALANCE = text(
    "INSERT INTO prepaid_balances (account_id, balance) VALUES (:account_id, :amount) "
    "ON CONFLICT (account_id) DO UPDATE SET balance = prepaid_balances.balance + :amount"
)


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
        allocated += [_movement(account_id, share, PAYMENT, payment_id) for share in split.shares]
        if split.to_prepaid:
            prepaid.append(_entry(account_id, split.to_prepaid, payment_id=payment_id))
    _allocate(allocated, on)
    _move_prepaid(prepaid, on)


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
    _allocate([_movement(account_id, _minus(share), RELEASE, payment_id) for share in direct], on)
    _release_to_prepaid(account_id, [(None, share) for share in used], on, reason)
    if from_prepaid:
        _move_prepaid([_entry(account_id, Fen(-from_prepaid), payment_id=payment_id, reason=reason)], on)
    after = Fen(balance + sum(share.amount for share in used) - from_prepaid)
    return TakenBack((*direct, *used), from_debts, from_prepaid, after)


def apply_prepaid(account_ids: Collection[int], *, on: date) -> dict[int, tuple[Share, ...]]:
    """Let the prepaid money of these accounts pay what they owe, oldest due first; return what was paid."""
    accounts = _locked(account_ids)
    balances = prepaid_of_many(accounts)
    debts = debts_of_many(accounts)
    paid = {one: allocation(debts[one], balances[one])[0] for one in accounts if balances[one] and debts[one]}
    pairs = [(account_id, share) for account_id, shares in paid.items() for share in shares]
    _allocate([_movement(account_id, share, PREPAID) for account_id, share in pairs], on)
    _move_prepaid([_entry(one, Fen(-share.amount), statement_id=share.statement_id) for one, share in pairs], on)
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
    _allocate([_movement(account_id, share, OFFSET) for share in offsets if amount], on)
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
    _allocate([_movement(account_id, _minus(share), RELEASE, payment_id) for payment_id, share in shares], on)
    entries = [
        _entry(account_id, share.amount, payment_id=payment_id, statement_id=share.statement_id, reason=reason)
        for payment_id, share in shares
    ]
    _move_prepaid(entries, on)


def _minus(share: Share) -> Share:
    return Share(share.statement_id, Fen(-share.amount))


def _movement(account_id: int, share: Share, source: str, payment_id: int | None = None) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "statement_id": share.statement_id,
        "payment_id": payment_id,
        "source": source,
        "amount": share.amount,
    }


def _entry(
    account_id: int,
    amount: Fen,
    *,
    payment_id: int | None = None,
    statement_id: int | None = None,
    reason: str | None = None,
) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "payment_id": payment_id,
        "statement_id": statement_id,
        "amount": amount,
        "reason": reason,
    }


def _allocate(rows: Sequence[Mapping[str, Any]], on: date) -> None:
    """Store allocations and lower what is owed by them. Raises Conflict where somebody else changed the debts."""
    if not rows:
        return
    work = current_work()
    work.touch("receivables")
    work.session.execute(
        insert(Allocation.__table__),  # type: ignore[arg-type]
        [{**row, "at": work.at, "on": on} for row in rows],
    )
    lower = (
        update(Receivable.__table__)  # type: ignore[arg-type]
        .where(Receivable.statement_id == bindparam("one"))
        .where((Receivable.outstanding - bindparam("less")) * Receivable.amount >= 0)  # never past zero
        .values(outstanding=Receivable.outstanding - bindparam("less"))
    )
    for row in rows:
        changed = work.session.execute(lower, {"one": row["statement_id"], "less": row["amount"]})
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise Conflict(Text("These debts have just been changed by somebody else. Please look again."))


def _move_prepaid(rows: Sequence[Mapping[str, Any]], on: date) -> None:
    """Store movements of prepaid money and change the balances; the database refuses one below zero."""
    if not rows:
        return
    work = current_work()
    stamped = [{**row, "at": work.at, "on": on} for row in rows]
    work.session.execute(insert(PrepaidEntry.__table__), stamped)  # type: ignore[arg-type]
    for row in rows:
        _change_balance(row["account_id"], row["amount"])


def _change_balance(account_id: int, amount: Fen) -> None:
    session = current_work().session
    if amount > 0:
        session.execute(RAISE_BALANCE, {"account_id": account_id, "amount": amount})
        return
    enough = PrepaidBalance.balance >= -amount
    lower = update(PrepaidBalance).where(PrepaidBalance.account_id == account_id, enough)
    lowered = session.execute(lower.values(balance=PrepaidBalance.balance + amount))
    if lowered.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(Text("The prepaid money has just been used by somebody else. Please look again."))
