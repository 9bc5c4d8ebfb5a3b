"""Booking the bank's payments, and settling those that name no account we know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update

from app.billing.payments import queries
from app.billing.payments.feature import ASSIGNED, RETURNED, TAKEN, WAITING
from app.billing.payments.models import UnmatchedPayment
from app.billing.payments.queries_bank import booked_among, waiting_among
from app.billing.payments.queries_counter import account_by_number
from app.billing.payments.rules import booking_of
from app.billing.payments.rules_bank import row_of
from app.billing.payments.service import Booked, Money, book
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.history.service import Deed, record, record_many
from app.unit_of_work import current_work, unit_of_work

SETTLED = Text("Somebody was quicker: this payment does not wait any more.")


def book_rows(rows: Sequence[Mapping[str, Any]], *, channel: str, batch_id: int) -> None:
    """Book rows of the bank's list, each with its history, in the short unit that is under way.

    What stands in the books already is passed over. Where somebody booked other figures under the reference since
    the check, the row waits on the list of unmatched payments: money is never dropped silently.
    """
    before = booked_among(channel, {row["reference"] for row in rows})
    fresh = [row for row in rows if row["reference"] not in before]
    monies = [_money(row, channel, batch_id) for row in fresh]
    booked = book(monies) if monies else []
    deeds = [
        Deed(f"payment:{done.id}", one.customer_id, _facts(done, one, row["account"]))
        for done, one, row in zip(booked, monies, fresh, strict=True)
    ]
    record_many(TAKEN, deeds)
    clashing = [row for row in rows if row["reference"] in before and before[row["reference"]] != row_of(row)]
    keep_unmatched(clashing, channel=channel, batch_id=batch_id)


def keep_unmatched(rows: Sequence[Mapping[str, Any]], *, channel: str, batch_id: int) -> None:
    """Keep payments whose account is not known (待认领), in the unit that is under way; those kept before stay."""
    there = waiting_among(channel, {row["reference"] for row in rows})
    fresh = [_unmatched(row, channel, batch_id) for row in rows if row["reference"] not in there]
    if not fresh:
        return
    store = insert(UnmatchedPayment).returning(UnmatchedPayment.id, sort_by_parameter_order=True)
    ids = list(current_work().session.scalars(store, fresh))
    facts = [{"reference": row["reference"], "amount_fen": row["amount"], "channel": channel} for row in fresh]
    record_many(WAITING, [Deed(f"unmatched:{one}", None, fact) for one, fact in zip(ids, facts, strict=True)])
    current_work().touch("payments")


def assign(unmatched_id: int, *, account: str, by: Actor) -> Booked:
    """Book a waiting payment for the account of this number. Raises Refused, and Conflict where it waits no more."""
    with unit_of_work(by=by) as work:
        waiting = queries.unmatched(unmatched_id)
        found = account_by_number(by, account)
        money = Money(
            found.id,
            found.customer_id,
            waiting.amount,
            waiting.channel,
            waiting.paid_on,
            reference=waiting.reference,
            booking=booking_of(queries.booked_under(waiting.channel, waiting.reference)),
            payer=waiting.payer,
            batch_id=waiting.batch_id,
        )
        booked = book([money])[0]
        _settle(unmatched_id, state="matched", payment_id=booked.id, settled_at=work.at, settled_by=by.name)
        facts = {"reference": waiting.reference, **_facts(booked, money, found.number)}
        record(ASSIGNED, f"payment:{booked.id}", customer_id=found.customer_id, facts=facts)
        return booked


def send_back(unmatched_id: int, *, reason: str, by: Actor) -> None:
    """Note that a waiting payment was sent back to its payer (退回). Raises Conflict where it waits no more."""
    with unit_of_work(by=by) as work:
        waiting = queries.unmatched(unmatched_id)
        _settle(unmatched_id, state="returned", reason=reason, settled_at=work.at, settled_by=by.name)
        facts = {"reference": waiting.reference, "amount_fen": waiting.amount}
        record(RETURNED, f"unmatched:{unmatched_id}", facts=facts, reason=reason)


def _settle(unmatched_id: int, **values: Any) -> None:
    open_one = update(UnmatchedPayment).where(
        UnmatchedPayment.id == unmatched_id, UnmatchedPayment.state == queries.WAITING
    )
    work = current_work()
    settled = work.session.execute(open_one.values(values).execution_options(synchronize_session=False))
    if settled.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(SETTLED)
    work.touch("payments")


def _money(row: Mapping[str, Any], channel: str, batch_id: int) -> Money:
    found = row_of(row)
    return Money(
        row["account_id"],
        row["customer_id"],
        found.amount,
        channel,
        found.paid_on,
        reference=found.reference,
        payer=found.payer,
        batch_id=batch_id,
    )


def _unmatched(row: Mapping[str, Any], channel: str, batch_id: int) -> dict[str, Any]:
    found = row_of(row)
    return {
        "batch_id": batch_id,
        "channel": channel,
        "reference": found.reference,
        "account_text": found.account,
        "amount": found.amount,
        "paid_on": found.paid_on,
        "payer": found.payer,
        "state": queries.WAITING,
    }


def _facts(booked: Booked, money: Money, account: str) -> dict[str, Any]:
    return {"number": booked.number, "amount_fen": money.amount, "account": account, "channel": money.channel}
