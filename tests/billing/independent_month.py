"""A gas month worked out a second time, in Decimals and without a line of the program, to compare with.

Takes what a clerk's sheets say (already as plain values) and gives what has to come out: who is held and why, every
statement, and what is owed and prepaid after the payments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT, LITRE = Decimal("0.01"), Decimal("0.001")
RESIDENTIAL = {  # use -> ceilings, with the prices of the three blocks
    "general": (350, 500),
    "boiler": (1500, 2500),
    "rural": (2500, 3000),
}
PRICES = (Decimal("2.61"), Decimal("2.83"), Decimal("4.23"))
FLAT = {"commercial": Decimal("4.17"), "public_welfare": Decimal("2.63")}


@dataclass(frozen=True)
class Account:
    """A row of the sheet of accounts."""

    number: str
    category: str
    use: str
    persons: int | None
    digits: int
    initial: Decimal
    factor: Decimal
    cycle_volume: Decimal


@dataclass(frozen=True)
class Read:
    """A row of the sheet of readings; `value` is None for an unread meter."""

    number: str
    on: date
    value: Decimal | None


@dataclass(frozen=True)
class Paid:
    """A row of the bank's file."""

    number: str
    amount: Decimal
    reference: str


@dataclass
class Month:
    """What comes out."""

    held: dict[str, str] = field(default_factory=dict)
    volumes: dict[str, Decimal] = field(default_factory=dict)
    amounts: dict[str, Decimal] = field(default_factory=dict)
    owed: dict[str, Decimal] = field(default_factory=dict)
    prepaid: dict[str, Decimal] = field(default_factory=dict)
    taken: Decimal = Decimal(0)
    unknown: list[str] = field(default_factory=list)


def work_out(accounts: Iterable[Account], reads: Iterable[Read], payments: Iterable[Paid]) -> Month:
    """The whole month."""
    month = Month()
    book = {account.number: account for account in accounts}
    for read in reads:
        account = book[read.number]
        usage, hold = usage_of(account, read)
        if hold:
            month.held[read.number] = hold
        else:
            month.volumes[read.number] = volume = (usage * account.factor).quantize(LITRE, ROUND_HALF_UP)
            month.amounts[read.number] = price(account, volume)
    pay(month, book, payments)
    return month


def usage_of(account: Account, read: Read) -> tuple[Decimal, str]:
    """What went through the meter, or why it cannot be said."""
    if read.value is None:
        return Decimal(0), "unread"
    usage, turn = read.value - account.initial, Decimal(10) ** account.digits
    if usage < 0:
        if account.initial < turn * Decimal("0.9"):
            return usage, "negative"
        usage += turn
        if usage > turn * Decimal("0.1"):
            return usage, "rollover_doubtful"
    if account.category != "residential":
        if usage == 0:
            return usage, "zero"
        if not 20 <= read.on.day <= 25:
            return usage, "outside_window"
    return usage, ""


def price(account: Account, volume: Decimal) -> Decimal:
    """What the volume costs, rounded once for each block."""
    if account.category in FLAT:
        return (volume * FLAT[account.category]).quantize(CENT, ROUND_HALF_UP)
    more = 150 if (account.persons or 0) >= 6 else 0
    edges = [Decimal(0), *(Decimal(top + more) for top in RESIDENTIAL[account.use]), Decimal(10) ** 9]
    start, end = account.cycle_volume, account.cycle_volume + volume
    total = Decimal(0)
    for low, high, each in zip(edges, edges[1:], PRICES, strict=False):
        part = min(end, high) - max(start, low)
        if part > 0:
            total += (part * each).quantize(CENT, ROUND_HALF_UP)
    return total


def pay(month: Month, book: Mapping[str, Account], payments: Iterable[Paid]) -> None:
    """Set each payment against the one bill of its account; what is left over is prepaid."""
    month.owed.update(month.amounts)
    seen: set[str] = set()
    for paid in payments:
        if paid.number not in book:
            month.unknown.append(paid.number)
        if paid.reference in seen or paid.number not in book:
            continue
        seen.add(paid.reference)
        month.taken += paid.amount
        debt = min(month.owed.get(paid.number, Decimal(0)), paid.amount)
        month.owed[paid.number] = month.owed.get(paid.number, Decimal(0)) - debt
        month.prepaid[paid.number] = month.prepaid.get(paid.number, Decimal(0)) + paid.amount - debt
