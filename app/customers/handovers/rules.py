"""What holds for hand-overs: the draw, which absences are long, what may be done when (C-23, D-28, R-50, S-26)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.domain.errors import Refused
from app.domain.text import N_, Text

LEFT, ABSENCE, TRANSFER = "left", "absence", "transfer"
CAUSES = {LEFT: N_("Leaves the office"), ABSENCE: N_("Long absence"), TRANSFER: N_("Transferred within the office")}

OPEN, DECIDED, DONE, RETURNED, CANCELLED = "open", "decided", "done", "returned", "cancelled"
STATES = {
    OPEN: N_("To be decided"),
    DECIDED: N_("Handed over, not yet all contacted and signed"),
    DONE: N_("Done"),
    RETURNED: N_("Customers returned"),
    CANCELLED: N_("Cancelled"),
}
COLOURS = {OPEN: "yellow", DECIDED: "blue", DONE: "green", RETURNED: "green", CANCELLED: "secondary"}

HANDED, CONTACTED, LEFT_OUT = "handed", "contacted", "left_out"
ITEM_STATES = {
    OPEN: N_("Not handed over yet"),
    HANDED: N_("To be contacted"),
    CONTACTED: N_("Contacted"),
    LEFT_OUT: N_("Left out"),
    RETURNED: N_("Returned"),
}
ITEM_COLOURS = {OPEN: "yellow", HANDED: "blue", CONTACTED: "green", LEFT_OUT: "secondary", RETURNED: "green"}
PARTS = {"main": N_("Owner"), "second": N_("Second contact")}
BY_NAME, BY_DRAW = "name", "draw"
WAYS = {BY_NAME: N_("Named"), BY_DRAW: N_("Drawn")}

MOST_PEOPLE = 200


def draw(customers: Sequence[int], people: Sequence[int], seed: str) -> list[int]:
    """Give every customer one of the people by lot (随机抽签); the result stands in the order of `customers` (R-50).

    Customer number n of the list (from 1) gets the lot SHA-256("<seed>:customer:<n>"), person number n the lot
    SHA-256("<seed>:person:<n>"), UTF-8 in, hexadecimal out. Both lists are sorted by their lots and dealt: the first
    customer to the first person, the second to the second, and round again. So the same seed and the same order
    always give the same result, on any machine and by hand with sha256sum; shares differ by at most one; and who gets
    the odd one more is drawn too. Raises ValueError where nobody is to be drawn from.
    """
    if not people:
        raise ValueError("nobody to draw from")
    in_line = _by_lot(len(people), f"{seed}:person")
    drawn = [people[0]] * len(customers)
    for turn, place in enumerate(_by_lot(len(customers), f"{seed}:customer")):
        drawn[place] = people[in_line[turn % len(people)]]
    return drawn


def _by_lot(count: int, prefix: str) -> list[int]:
    """The places 0 to count - 1 in the order of their lots."""
    return sorted(range(count), key=lambda place: sha256(f"{prefix}:{place + 1}".encode()).hexdigest())


def is_long(first_on: date, last_on: date | None, today: date, days: int) -> bool:
    """Tell whether an absence is so long that the customers are handed over: `days` calendar days or more (R-50).

    One without an end is long once it has lasted that long.
    """
    return ((last_on or today) - first_on).days + 1 >= days


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a hand-over is: customers in all, with a successor, handed over, contacted, signed for, left out."""

    total: int
    chosen: int
    handed: int
    contacted: int
    signed: int
    left_out: int

    @property
    def to_do(self) -> int:
        """How many customers are to be handed over at all."""
        return self.total - self.left_out


def is_done(progress: Progress, giver_signed: bool) -> bool:
    """Tell whether nothing is left to do: every customer contacted, every list signed on both sides (C-23)."""
    return giver_signed and progress.contacted == progress.signed == progress.to_do


def check_decide(progress: Progress, state: str) -> None:
    """Refuse to hand over before every customer has a successor (C-23), and what is decided already."""
    check_open(state)
    if progress.chosen < progress.to_do:
        missing = progress.to_do - progress.chosen
        raise Refused(Text("Customers without a successor: %(missing)s. Name or draw one for each.", missing=missing))
    if not progress.to_do:
        raise Refused(Text("There is no customer to be handed over. Cancel this hand-over."))


def check_open(state: str, *, under_way: bool = False) -> None:
    """Refuse to change what is decided, or going on just now."""
    if state != OPEN or under_way:
        raise Refused(Text("This hand-over is decided already."))


def check_people(people: Sequence[int], offered: Collection[int]) -> None:
    """Refuse a draw among nobody, or with somebody who has left, is away or may not look after customers (R-50)."""
    if not people or len(people) > MOST_PEOPLE:
        raise Refused(Text("Tick those among whom is drawn."), field="people")
    if not set(people) <= set(offered):
        raise Refused(Text("Somebody of these is not here or looks after no customers. Look again."), field="people")


def check_reason(needed: bool, reason: str | None) -> None:
    """Refuse to draw again, or to name another than the one who was drawn, without saying why (R-50)."""
    if needed and not (reason or "").strip():
        raise Refused(Text("Say why, for a draw has been made already."), field="reason")


def check_leave_out(cause: str) -> None:
    """Refuse to leave a customer with somebody who is gone (C-23)."""
    if cause == LEFT:
        raise Refused(Text("Whoever leaves keeps no customer. Name a successor for each."))


def check_days(cause: str, effective_on: date, back_on: date | None) -> None:
    """Refuse a day of return where nobody returns, or before the hand-over."""
    if back_on is None:
        return
    if cause != ABSENCE:
        raise Refused(Text("Only customers of somebody who is away return to him."), field="back_on")
    if back_on <= effective_on:
        raise Refused(Text("The day of return lies after the hand-over."), field="back_on")


def check_return(state: str, cause: str, active: bool) -> None:
    """Refuse to return customers where nobody is back."""
    if cause != ABSENCE or state not in (DECIDED, DONE):
        raise Refused(Text("There is nothing to return with this hand-over."))
    if not active:
        raise Refused(Text("This person does not work here any more."))


def shares(drawn: Iterable[int]) -> dict[int, int]:
    """How many customers each person got."""
    counts: dict[int, int] = {}
    for one in drawn:
        counts[one] = counts.get(one, 0) + 1
    return counts


def number_of(today: date, count: int) -> str:
    """The number of a hand-over: YJ2611-001, the n-th of its month (O-04)."""
    return f"YJ{today:%y%m}-{count:03d}"
