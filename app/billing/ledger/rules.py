"""The ledger as pure arithmetic: what happened, in order, with the balance after each line (G-21)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.money import Fen
from app.domain.text import N_, Text

OPENING, READING, CHARGE, NOTICE, PAYMENT, REVERSAL, PREPAID = (
    "opening", "reading", "charge", "notice", "payment", "reversal", "prepaid",
)  # fmt: skip
KINDS = {
    OPENING: N_("Carried over"),
    READING: N_("Reading"),
    CHARGE: N_("Charge"),
    NOTICE: N_("Notice"),
    PAYMENT: N_("Payment"),
    REVERSAL: N_("Payment taken back"),
    PREPAID: N_("Prepaid money used"),
}
OWED, EVEN, IN_HAND = N_("Owed"), N_("Nothing owed"), N_("Prepaid")


@dataclass(frozen=True, slots=True)
class Movement:
    """Something that happened at an account: the day it belongs to, the moment it was stored, and its money in fen.

    `charge` is what it adds to the debt (negative for a statement that is taken back), `payment` what it takes off
    (negative for a payment that is taken back). A reading, a notice and the use of prepaid money move nothing.
    """

    on: date
    at: datetime
    kind: str
    subject_id: int
    number: str
    text: Text
    charge: Fen | None = None
    payment: Fen | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger (台账). `balance` in fen after it: above zero is owed (欠费), below is prepaid (预存)."""

    on: date
    kind: str
    subject_id: int | None
    number: str
    text: Text
    charge: Fen | None
    payment: Fen | None
    balance: Fen


def with_balances(opening: Fen, movements: Iterable[Movement]) -> Iterator[LedgerRow]:
    """The lines in order of day, moment and kind, each with the balance after it (G-21)."""
    balance = opening
    places = list(KINDS)
    for one in sorted(movements, key=lambda one: (one.on, one.at, places.index(one.kind), one.subject_id)):
        balance = Fen(balance + (one.charge or 0) - (one.payment or 0))
        yield LedgerRow(one.on, one.kind, one.subject_id, one.number, one.text, one.charge, one.payment, balance)


def carried_over(on: date, balance: Fen) -> LedgerRow:
    """The line with which a ledger begins that does not begin at the beginning."""
    return LedgerRow(on, OPENING, None, "", Text("Balance carried over"), None, None, balance)


def side_of(balance: Fen) -> str:
    """The word beside a balance, so that nobody has to know what a minus means."""
    return OWED if balance > 0 else IN_HAND if balance < 0 else EVEN
