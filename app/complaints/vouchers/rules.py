"""Vouchers, and the receivables that a complaint takes out of the base of a collection bonus (K-35 to K-37, S-30)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.decimals import divide
from app.domain.errors import Refused
from app.domain.money import Fen, Rate
from app.domain.text import N_, Text

RETURN, ALLOWANCE = "return", "allowance"
KINDS: Mapping[str, str] = {RETURN: N_("Sales return"), ALLOWANCE: N_("Sales allowance")}
_WHOLE = 1_000_000
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")

CLOSED, CANCELLED = "closed", "cancelled"
WHY_ENDED: Mapping[str, str] = {
    CLOSED: N_("The complaint was closed"),
    CANCELLED: N_("The complaint was entered by mistake"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a voucher: account, and what stands on its debit or credit side in fen; the other is None."""

    account: str
    debit: Fen | None
    credit: Fen | None


@dataclass(frozen=True, slots=True)
class NewWithheld:
    """A receivable that a complaint delays: whose it is to collect, of which material, how much with tax in fen."""

    staff_id: int | None
    amount_fen: Fen
    from_month: str
    material_number: str | None = None


def tax_on(amount: Fen, rate: Rate) -> Fen:
    """The tax on an amount before tax, rounded once, half away from zero."""
    return Fen(divide(amount * rate, _WHOLE))


def check_money(amount: Fen, tax: Fen) -> None:
    """Refuse amounts below zero, and a tax above the amount."""
    if amount < 0:
        raise Refused(Text("An amount is not below zero."), field="amount_fen")
    if not 0 <= tax <= amount:
        raise Refused(Text("The tax is not below nothing and not above the amount."), field="tax_fen")


def lines(amount: Fen, tax: Fen, accounts: Sequence[str]) -> tuple[Line, ...]:
    """What is booked for a return or an allowance: income and tax are taken back, the customer owes less (K-35).

    `accounts` are those of income, tax and receivables. Debit and credit are equal; a reversal has them below zero.
    """
    income, output_tax, receivables = accounts
    debits = [Line(income, amount, None), *([Line(output_tax, tax, None)] if tax else [])]
    return (*debits, Line(receivables, None, Fen(amount + tax)))


def base_after(base: Fen, withheld: Fen) -> Fen:
    """The base of a collection bonus without what complaints delay: the bonus does not suffer for it (K-37, S-30).

    Never below zero: no more is taken out than stands in it. Raises Refused for amounts below zero.
    """
    if base < 0 or withheld < 0:
        raise Refused(Text("An amount is not below zero."), field="base")
    return Fen(base - min(base, withheld))


def stands_in(from_month: str, until_month: str | None, month: str) -> bool:
    """Whether a receivable is withheld in a month, such as 2026-11: from the first to the last, both included."""
    return from_month <= month and (until_month is None or month <= until_month)


def read_month(text: str) -> str:
    """Read a month like 2026-11. Raises Refused."""
    if not _MONTH.fullmatch(text.strip()):
        raise Refused(Text("Please type a month like 2026-11."), field="month")
    return text.strip()


def month_of(day: date) -> str:
    """The month of a day as it is stored."""
    return f"{day:%Y-%m}"


def check_withheld(new: NewWithheld, open_since: str, today: date) -> None:
    """Refuse a receivable of nothing, and one of a month before the complaint or still to come."""
    if new.amount_fen <= 0:
        raise Refused(Text("A receivable is more than nothing."), field="amount_fen")
    first, last = open_since, month_of(today)
    if not first <= read_month(new.from_month) <= last:
        raise Refused(
            Text("A complaint delays a receivable from %(first)s to %(last)s.", first=first, last=last),
            field="from_month",
        )


def total(amounts: Iterable[Fen]) -> Fen:
    """The sum of amounts in fen."""
    return Fen(sum(amounts))
