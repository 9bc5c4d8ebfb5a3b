"""What a claim for money spent on a customer may say, and what may become of it (C-13, A-18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.names import tidy
from app.domain.text import N_, Text

# C-13 names the first three, and "similar expenses".
KINDS: Mapping[str, str] = {
    "entertainment": N_("Entertainment"),
    "travel": N_("Travel"),
    "gifts": N_("Gifts"),
    "other": N_("Other expense"),
}
CLAIMED, REFUSED, CLEARED, WITHDRAWN = "claimed", "refused", "cleared", "withdrawn"
STATES: Mapping[str, str] = {
    CLAIMED: N_("With finance"),
    REFUSED: N_("Refused"),
    CLEARED: N_("Cleared"),
    WITHDRAWN: N_("Withdrawn"),
}
COLOURS: Mapping[str, str] = {CLAIMED: "blue", REFUSED: "red", CLEARED: "green", WITHDRAWN: "secondary"}
NOT_REGISTERED = N_("The customer is not on file. Expenses of unregistered customers are not reimbursed.")
OLDEST = 366  # days


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim (客户费用报销) as typed: `customer` is a customer number or name, `amount` in fen."""

    kind: str
    customer: str
    spent_on: date
    amount: Fen
    purpose: str


def check_claim(new: NewClaim, today: date) -> None:
    """Refuse a claim that says nothing, of nothing, of a day to come or of long ago."""
    if new.kind not in KINDS:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if not tidy(new.customer):
        raise Refused(Text("Type the number or the name of the customer."), field="customer")
    if new.amount <= 0:
        raise Refused(Text("Type an amount above zero."), field="amount")
    if not 0 <= (today - new.spent_on).days <= OLDEST:
        raise Refused(Text("Type a day of the last twelve months, today at the latest."), field="spent_on")
    if not new.purpose.strip():
        raise Refused(Text("Say what the money was spent for."), field="purpose")


def check_decision(state: str, claimant_id: int, staff_id: int | None) -> None:
    """Refuse a decision on what is decided, and on one's own claim."""
    if state != CLAIMED:
        raise Refused(Text("This claim is decided already."))
    if staff_id == claimant_id:
        raise Refused(Text("Nobody decides on his own claim. Ask a colleague."))
