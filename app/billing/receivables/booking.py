"""Writing rows of allocations and of prepaid money, with what is owed and what is left. Inside the unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, insert, text, update

from app.billing.receivables.models import Allocation, PrepaidBalance, PrepaidEntry, Receivable
from app.billing.receivables.rules import Share
from app.domain.errors import Conflict
from app.domain.money import Fen
from app.domain.text import Text
from app.unit_of_work import current_work

RAISE_BALANCE = text(
    "INSERT INTO prepaid_balances (account_id, balance) VALUES (:account_id, :amount) "
    "ON CONFLICT (account_id) DO UPDATE SET balance = prepaid_balances.balance + :amount"
)


def minus(share: Share) -> Share:
    """The share with its sign turned."""
    return Share(share.statement_id, Fen(-share.amount))


def movement(account_id: int, share: Share, source: str, payment_id: int | None = None) -> dict[str, Any]:
    """A row of the allocations: so many fen from a source against a statement."""
    return {
        "account_id": account_id,
        "statement_id": share.statement_id,
        "payment_id": payment_id,
        "source": source,
        "amount": share.amount,
    }


def entry(
    account_id: int,
    amount: Fen,
    *,
    payment_id: int | None = None,
    statement_id: int | None = None,
    reason: str | None = None,
) -> dict[str, Any]:
    """A row of prepaid money, in fen; below zero where it is used."""
    return {
        "account_id": account_id,
        "payment_id": payment_id,
        "statement_id": statement_id,
        "amount": amount,
        "reason": reason,
    }


def allocate(rows: Sequence[Mapping[str, Any]], on: date) -> None:
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


def move_prepaid(rows: Sequence[Mapping[str, Any]], on: date) -> None:
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
