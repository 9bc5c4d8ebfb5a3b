"""What holds for contracts with customers (合同, C-35, C-126): pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import N_, Text

SIGNED, ENDED, CANCELLED = "signed", "ended", "cancelled"
STATES = {SIGNED: N_("In force"), ENDED: N_("Ended"), CANCELLED: N_("Cancelled")}
COMING, RUN_OUT, ENDING = "coming", "run_out", "ending"
STANDINGS = {
    **STATES,
    COMING: N_("Not yet in force"),
    ENDING: N_("Ends soon"),
    RUN_OUT: N_("Has run out, not ended"),
}
COLOURS = {
    SIGNED: "green",
    COMING: "blue",
    ENDING: "yellow",
    RUN_OUT: "red",
    ENDED: "secondary",
    CANCELLED: "secondary",
}
LABELS = {
    "number": N_("Number"),
    "title": N_("What about"),
    "signed_on": N_("Signed on"),
    "from_on": N_("In force from"),
    "until_on": N_("In force until"),
    "amount": N_("Amount"),
    "our_part": N_("Our part: scope, rights and duties"),
    "their_part": N_("The customer's part: scope, rights and duties"),
    "blank_number": N_("Serial number of the stationery"),
    "staff_id": N_("Responsible"),
}


@dataclass(frozen=True, slots=True)
class NewContract:
    """A contract as it is entered; the words are those of Contract. Without a `number` it gets one of the own series.

    `amount` is in fen.
    """

    title: str
    signed_on: date
    number: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    amount: Fen | None = None
    our_part: str | None = None
    their_part: str | None = None
    blank_number: str | None = None
    staff_id: int | None = None


def number_of(month: str, serial: int) -> str:
    """The number of a contract from its month (YYMM) and its place in it: HT2611-001 (合同, O-04)."""
    return f"HT{month}-{serial:03d}"


def check(new: NewContract, today: date) -> None:
    """Refuse a contract that cannot be right. Raises Refused at the field."""
    if not new.title.strip():
        raise Refused(Text("Please fill this in."), field="title")
    if new.signed_on > today:
        raise Refused(Text("This day is still to come. Enter a contract when it is signed."), field="signed_on")
    if new.until_on is not None and new.until_on < (new.from_on or new.signed_on):
        raise Refused(Text("The last day lies before the first."), field="until_on")
    if new.amount is not None and new.amount < 0:
        raise Refused(Text("An amount must not be negative."), field="amount")


def standing(state: str, from_on: date | None, until_on: date | None, today: date, ahead: int) -> str:
    """How a contract stands on a day: what runs out within `ahead` days ends soon; it does not end itself by that."""
    if state != SIGNED:
        return state
    if until_on is not None and until_on < today:
        return RUN_OUT
    if from_on is not None and from_on > today:
        return COMING
    if until_on is not None and until_on <= today + timedelta(days=ahead):
        return ENDING
    return SIGNED


def is_to_be_reminded(state: str, until_on: date | None, reminded_for: date | None, today: date, ahead: int) -> bool:
    """Whether the responsible person is to be told now: once for each last day, also when it has passed meanwhile."""
    if state != SIGNED or until_on is None or until_on == reminded_for:
        return False
    return until_on <= today + timedelta(days=ahead)
