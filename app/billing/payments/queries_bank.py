"""What the import of payments must know before it books anything: set-based, a few queries for the whole sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.payments.models import Payment, UnmatchedPayment
from app.billing.payments.rules_bank import BankRow
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.batches.queries import refused_rows

T = TypeVar("T")
AT_ONCE = 5000  # values in one IN (…)


@dataclass(frozen=True, slots=True)
class Known:
    """An account of the list that exists."""

    id: int
    customer_id: int


def accounts_of(actor: Actor, numbers: Collection[str]) -> dict[str, Known]:
    """The accounts of these numbers that this actor may know of, by number."""
    found: dict[str, Known] = {}
    for part in _parts(sorted(numbers)):
        query = select(GasAccount.number, GasAccount.id, GasAccount.customer_id)
        query = query.where(GasAccount.number.in_(part), visible(actor)).order_by(GasAccount.number)
        found |= {row.number: Known(row.id, row.customer_id) for row in db.session.execute(query)}
    return found


def known_under(channel: str, references: Collection[str]) -> dict[str, BankRow | Text]:
    """What stands under these references already, booked or waiting; a sentence where it was reversed since."""
    found: dict[str, BankRow | Text] = {}
    for part in _parts(sorted(references)):
        found |= {row.reference: row for row in _waiting(channel, part)}
        found |= dict(_booked(channel, part))
    return found


def booked_among(channel: str, references: Collection[str]) -> dict[str, BankRow | Text]:
    """As `known_under`, without what only waits."""
    return {reference: row for part in _parts(sorted(references)) for reference, row in _booked(channel, part)}


def waiting_among(channel: str, references: Collection[str]) -> set[str]:
    """Those of the references under which a payment waits for its account, or did."""
    return {row.reference for part in _parts(sorted(references)) for row in _waiting(channel, part)}


def refused_values(batch_id: int) -> list[dict[str, Any]]:
    """The values of the refused rows of an import that could be read: only their account is not known."""
    return [dict(row.values) for row in refused_rows(batch_id) if row.values]


def _booked(channel: str, references: Sequence[str]) -> Iterator[tuple[str, BankRow | Text]]:
    undoing = aliased(Payment)
    query = (
        select(Payment, GasAccount.number, undoing.number)
        .join(GasAccount, GasAccount.id == Payment.account_id)
        .outerjoin(undoing, undoing.reverses_id == Payment.id)
        .where(Payment.channel == channel, Payment.reference.in_(references), Payment.reverses_id.is_(None))
        .order_by(Payment.id)
    )
    for payment, account, reversal in db.session.execute(query):
        reference = payment.reference or ""
        if reversal is None:
            yield reference, BankRow(account, payment.amount, payment.paid_on, reference, payment.payer)
        else:
            yield reference, Text("This payment was booked and reversed. Take it at the counter, if it still counts.")


def _waiting(channel: str, references: Sequence[str]) -> Iterator[BankRow]:
    query = select(UnmatchedPayment).where(
        UnmatchedPayment.channel == channel, UnmatchedPayment.reference.in_(references)
    )
    for one in db.session.scalars(query.order_by(UnmatchedPayment.id)):
        yield BankRow(one.account_text, one.amount, one.paid_on, one.reference, one.payer)


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
