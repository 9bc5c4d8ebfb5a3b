"""Taking money and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.payments import queries
from app.billing.payments.feature import REVERSED, TAKEN
from app.billing.payments.models import Payment
from app.billing.payments.policy import PaymentPolicy
from app.billing.payments.rules import (
    booking_of,
    change_of,
    receipt_number,
    refuse_amount,
    refuse_closed,
    refuse_missing_reference,
    refuse_reversal,
)
from app.billing.receivables.service import Allocated, Incoming, TakenBack, allocate_payments, split_payments, take_back
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.money import Fen
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number, take_numbers
from app.office.policy import queries as policy
from app.unit_of_work import Work, current_work, unit_of_work

QUICKER = Text("Somebody has just booked or reversed this payment. Please look again.")


@dataclass(frozen=True, slots=True)
class Money:
    """Money that came in for an account, in fen, and how; `first` is the statement that the payer named."""

    account_id: int
    customer_id: int
    amount: Fen
    channel: str
    paid_on: date
    tendered: Fen | None = None
    change: Fen | None = None
    reference: str | None = None
    booking: int = 1
    payer: str | None = None
    first: int | None = None
    origin: str | None = None
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment that stands in the books: its id, its receipt number and what it paid."""

    id: int
    number: str
    split: Allocated


def take_payment(
    account: GasAccount,
    *,
    amount: Fen,
    channel: str,
    by: Actor,
    tendered: Fen | None = None,
    reference: str | None = None,
    payer: str | None = None,
    first: int | None = None,
    origin: str | None = None,
    sure: bool = False,
) -> Booked:
    """Take money (fen) over the counter: the named statement first, then the oldest due, the rest is prepaid (G-12).

    Raises Refused for what the rules of payments do not allow.
    """
    with unit_of_work(by=by):
        office = policy.of(PaymentPolicy)
        refuse_amount(amount, asks_above=office.asks_above, sure=sure)
        handed, change = change_of(channel, amount, tendered)
        refuse_missing_reference(channel, reference, wanted=office.transfer_reference)
        booking = booking_of(queries.booked_under(channel, reference)) if reference else 1
        money = Money(
            account.id, account.customer_id, amount, channel, clock.today(),
            handed, change, reference, booking, payer, first, origin,
        )  # fmt: skip
        booked = book([money])[0]
        refuse_closed(account.state, amount, booked.split.to_debts)
        facts = {"number": booked.number, "amount_fen": amount, "account": account.number, "channel": channel}
        record(TAKEN, f"payment:{booked.id}", customer_id=account.customer_id, facts=facts)
        return booked


def book(monies: Sequence[Money]) -> list[Booked]:
    """Store payments and set them against debts, in the order given, in the unit of work that is under way.

    Writes no history: that is the matter of the verb. Raises Conflict where a reference was booked this moment.
    """
    today, work = clock.today(), current_work()
    splits = split_payments([Incoming(one.account_id, one.amount, one.first) for one in monies])
    counts = take_numbers("receipt", len(monies), f"{today:%y%m}")
    numbers = [receipt_number(today, count) for count in counts]
    rows = [_row(one, number, split, work) for one, number, split in zip(monies, numbers, splits, strict=True)]
    ids = _insert(rows)
    allocate_payments(zip(ids, (one.account_id for one in monies), splits, strict=True), on=today)
    work.touch("payments")
    return [Booked(*parts) for parts in zip(ids, numbers, splits, strict=True)]


def reverse_payment(payment_id: int, *, reason: str, by: Actor) -> Booked:
    """Take a payment back by an opposite row (冲销); what it paid is owed again. Raises Refused, and NoResultFound."""
    with unit_of_work(by=by) as work:
        found = queries.payment(by, payment_id)
        payment, today = found.payment, clock.today()
        refuse_reversal(found.taken(), by, today)
        back = take_back(payment.id, payment.account_id, payment.amount, on=today, reason=reason)
        number = receipt_number(today, next_number("receipt", f"{today:%y%m}"))
        reversal_id = _insert([_opposite(payment, number, back, reason, work)])[0]
        facts = {"number": payment.number, "reversal": number, "amount_fen": payment.amount}
        subject = f"payment:{payment.id}"
        record(REVERSED, subject, customer_id=payment.customer_id, facts=facts, reason=reason)
        work.touch("payments")
        split = Allocated(back.reopened, Fen(-back.from_debts), Fen(-back.from_prepaid), back.prepaid_after)
        return Booked(reversal_id, number, split)


def _insert(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Store rows and return their ids in the same order; the unique indexes are the last line against doubles."""
    store = insert(Payment).returning(Payment.id, sort_by_parameter_order=True)
    try:
        return list(current_work().session.scalars(store, rows))
    except IntegrityError:
        raise Conflict(QUICKER) from None


def _row(money: Money, number: str, split: Allocated, work: Work) -> dict[str, Any]:
    return {
        "number": number,
        "account_id": money.account_id,
        "customer_id": money.customer_id,
        "channel": money.channel,
        "amount": money.amount,
        "tendered": money.tendered,
        "change": money.change,
        "to_debts": split.to_debts,
        "to_prepaid": split.to_prepaid,
        "prepaid_after": split.prepaid_after,
        "reference": money.reference,
        "booking": money.booking,
        "payer": money.payer,
        "paid_on": money.paid_on,
        "taken_at": work.at,
        "staff_id": work.by.staff_id,
        "taken_by": work.by.name,
        "origin": money.origin,
        "batch_id": money.batch_id,
    }


def _opposite(payment: Payment, number: str, back: TakenBack, reason: str, work: Work) -> dict[str, Any]:
    """The row that takes a payment back: the stored numbers with the other sign, nothing worked out anew."""
    split = Allocated((), Fen(-back.from_debts), Fen(-back.from_prepaid), back.prepaid_after)
    money = Money(
        payment.account_id,
        payment.customer_id,
        Fen(-payment.amount),
        payment.channel,
        clock.today(),
        reference=payment.reference,
        booking=payment.booking,
        payer=payment.payer,
    )
    return {**_row(money, number, split, work), "reverses_id": payment.id, "reason": reason}
