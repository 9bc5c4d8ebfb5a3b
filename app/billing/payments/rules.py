"""The law of payments as pure functions: what is refused, what is given back in change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen, format_fen
from app.domain.text import Text

CASH, TRANSFER = "cash", "transfer"
OWN, ANY = "billing.payments.reverse", "billing.payments.reverse_any"
ORIGIN = re.compile(r"[a-z_]{1,30}:[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What the rules need to know of a payment that was taken: by whom, on which day, and whether it is undone.

    `reverses` is true for a row that takes another one back; `reversed_by` is the receipt number of the row that
    took this one back.
    """

    number: str
    staff_id: int | None
    taken_on: date
    reverses: bool = False
    reversed_by: str | None = None


def receipt_number(on: date, count: int) -> str:
    """The number of a receipt (收据号): R, year and month, and a number that starts anew each month: R2611-000001."""
    return f"R{on:%y%m}-{count:06d}"


def refuse_amount(amount: Fen, *, asks_above: Fen, sure: bool) -> None:
    """Refuse what is no payment, and ask once more for a very large one (fen). Raises Refused."""
    if amount <= 0:
        raise Refused(Text("The amount must be more than nothing."), "amount")
    if amount > asks_above and not sure:
        limit = format_fen(asks_above, symbol=True)
        raise Refused(
            Text("This is more than %(limit)s. Look at the amount again and tick the box if it is right.", limit=limit),
            "sure",
        )


def change_of(channel: str, amount: Fen, tendered: Fen | None) -> tuple[Fen | None, Fen | None]:
    """What was handed over and what is given back (找零), in fen; nothing of both where it is not cash.

    Nothing typed means the exact amount. Raises Refused where less was handed over than is paid.
    """
    if channel != CASH:
        return None, None
    handed = amount if tendered is None else tendered
    if handed < amount:
        short = format_fen(Fen(amount - handed), symbol=True)
        raise Refused(Text("%(short)s are missing. Type what was handed over.", short=short), "tendered")
    return handed, Fen(handed - amount)


def refuse_missing_reference(channel: str, reference: str | None, *, wanted: bool) -> None:
    """A bank transfer is found again by its reference, where the office wants it (`wanted`). Raises Refused."""
    if channel == TRANSFER and wanted and not reference:
        raise Refused(Text("A bank transfer needs its reference. It stands on the bank's slip."), "reference")


def booking_of(earlier: Sequence[Taken]) -> int:
    """Which booking of one channel and reference comes next: 1, or one more once all earlier ones are reversed.

    Raises Refused where the money stands in the books already.
    """
    for payment in earlier:
        if payment.reversed_by is None:
            raise Refused(
                Text("This reference was taken already, with receipt %(number)s.", number=payment.number), "reference"
            )
    return len(earlier) + 1


def refuse_closed(state: str, amount: Fen, owed: Fen) -> None:
    """A closed account pays what it owes and nothing more, because nothing will use it up. Raises Refused."""
    if state == "closed" and amount > owed:
        text = Text("This account is closed. At most %(owed)s can be taken.", owed=format_fen(owed, symbol=True))
        raise Refused(text, "amount")


def refuse_reversal(payment: Taken, by: Actor, today: date) -> None:
    """Who may take a payment back (冲销), and when: once, its own cashier on the same day, later only finance.

    Raises Refused with the sentence that also explains the disabled button.
    """
    if payment.reverses:
        raise Refused(Text("This row takes a payment back. Take the payment again if that was wrong."))
    if payment.reversed_by is not None:
        raise Refused(Text("This payment was reversed already, by %(number)s.", number=payment.reversed_by))
    if by.may(ANY):
        return
    if not by.may(OWN):
        raise Refused(Text("You may not reverse payments. Ask the cashier who took it, or finance."))
    if payment.staff_id is None or payment.staff_id != by.staff_id:
        raise Refused(Text("Only the cashier who took this payment may reverse it, or finance."))
    if payment.taken_on != today:
        raise Refused(Text("This payment is not of today. Only finance may reverse it."))


def why_not_reversed(payment: Taken, by: Actor, today: date) -> Text | None:
    """The sentence of the disabled button; None where the payment may be taken back."""
    try:
        refuse_reversal(payment, by, today)
    except Refused as refused:
        return refused.text
    return None


def origin_of(text: str | None) -> str | None:
    """What brought the customer here, such as "visit:12"; None for anything that is not written like that."""
    return text if text and ORIGIN.fullmatch(text) else None
