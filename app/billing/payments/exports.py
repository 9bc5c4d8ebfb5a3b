"""The list of payments as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.billing.exports import Export, Field
from app.billing.payments.feature import CHANNELS, EXPORT
from app.billing.payments.queries import Wanted, every_payment
from app.billing.readings.rules import first_day, read_period
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.web.language import say

FIELDS = (
    Field("收据号", "receipt"),
    Field("户号", "account"),
    Field("户名", "name"),
    Field("收款日期", "paid_on", "date"),
    Field("收款方式", "channel"),
    Field("金额", "amount", "money"),
    Field("冲抵欠费", "to_debts", "money"),
    Field("转入预存", "to_prepaid", "money"),
    Field("外部流水号", "reference"),
    Field("付款人", "payer"),
    Field("收款人", "taken_by"),
    Field("冲销原因", "reason"),
)


def exports() -> list[Export]:
    """The payments of a month, for the command line and the page of exports."""
    return [Export("payments", Text("Payments"), EXPORT, FIELDS, _of_month)]


def as_wanted(wanted: Wanted) -> Export:
    """The payments that the list on screen is narrowed to. Raises Refused for more than a month of all accounts."""
    if not wanted.can_be_summed():
        raise Refused(Text("Choose one account, or at most 31 days."))
    return Export("payments", Text("Payments"), EXPORT, FIELDS, lambda actor, _period: _rows(actor, wanted))


def _of_month(actor: Actor, period: str) -> Iterator[tuple[object, ...]]:
    first = first_day(read_period(period))
    next_first = (first + timedelta(days=31)).replace(day=1)
    return _rows(actor, Wanted(first, next_first - timedelta(days=1)))


def _rows(actor: Actor, wanted: Wanted) -> Iterator[tuple[object, ...]]:
    for row in every_payment(actor, wanted):
        payment = row.Payment
        yield (
            payment.number,
            row.account_number,
            row.account_name,
            payment.paid_on,
            say(Text(CHANNELS[payment.channel])),
            payment.amount,
            payment.to_debts,
            payment.to_prepaid,
            payment.reference,
            payment.payer,
            payment.taken_by,
            payment.reason,
        )
