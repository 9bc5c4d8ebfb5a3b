"""What the rows of the bank's list must hold, and what becomes of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.errors import Refused
from app.domain.money import Fen, parse_fen
from app.domain.text import Text
from app.exchange.cells import to_date, to_identifier

CREATE, SAME, DUPLICATE, REFUSED = "create", "same", "duplicate", "refused"
LONGEST_PAYER = 120


@dataclass(frozen=True, slots=True)
class BankRow:
    """One payment of the list (银行流水): account number as written, fen, day of arrival, the bank's own number."""

    account: str
    amount: Fen
    paid_on: date
    reference: str
    payer: str | None = None

    def values(self) -> dict[str, Any]:
        """The row as plain values for storage."""
        return {
            "account": self.account,
            "amount": self.amount,
            "paid_on": self.paid_on.isoformat(),
            "reference": self.reference,
            "payer": self.payer,
        }


def row_of(values: Mapping[str, Any]) -> BankRow:
    """The row that `values` was made from."""
    day = date.fromisoformat(values["paid_on"])
    return BankRow(values["account"], Fen(values["amount"]), day, values["reference"], values["payer"])


def read_row(cells: Mapping[str, str]) -> BankRow:
    """Read the cells of one row, by the same readers as the form on screen. Raises Refused."""
    account = to_identifier(cells["account"], field="account")
    amount = parse_fen(cells["amount"])
    if amount <= 0:
        raise Refused(Text("The amount must be more than nothing."), "amount")
    paid_on = to_date(cells["paid_on"], field="paid_on")
    reference = to_identifier(cells["reference"], field="reference")
    payer = cells["payer"] or None
    if payer and len(payer) > LONGEST_PAYER:
        raise Refused(Text("The name of the payer is too long."), "payer")
    return BankRow(account, amount, paid_on, reference, payer)


def verdict_of(row: BankRow, known: bool, before: BankRow | Text | None, today: date) -> tuple[str, Text | None]:
    """What becomes of a row: `known` tells whether its account exists, `before` what stands under its reference.

    `before` is the payment that is booked or waits with this reference, or a sentence why it cannot be booked again.
    """
    if isinstance(before, Text):
        return DUPLICATE, before
    if before is not None:
        if (before.account, before.amount, before.paid_on) == (row.account, row.amount, row.paid_on):
            return SAME, None
        return DUPLICATE, Text("A payment with this reference and other figures is there already.")
    if not known:
        return REFUSED, Text(
            "There is no account %(number)s. If the others are taken anyway, this payment waits for its account.",
            number=row.account,
        )
    return CREATE, Text("The day lies in the future.") if row.paid_on > today else None
