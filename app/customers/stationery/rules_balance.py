"""The balance of blank contracts by month and kind, counted from their moves: pure (P-26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.customers.stationery import rules
from app.domain.text import N_

Counts = Mapping[tuple[str, str | None, str], int]
"""How many moves there were of a kind, from a state (None: not there), to a state."""
COLUMNS = {
    "opening": N_("Opening stock and hands"),
    "opening_stock": N_("of them in stock"),
    "drawn": N_("Drawn into stock"),
    "issued": N_("Issued to a sales person"),
    "returned": N_("Returned blank"),
    "signed": N_("Signed"),
    "passed": N_("Passed on for approval"),
    "reported": N_("Reported to finance"),
    "received": N_("Received by finance"),
    "void": N_("Void"),
    "lost": N_("Gone missing"),
    "found": N_("Found"),
    "closing": N_("Closing stock and hands"),
    "closing_stock": N_("of them in stock"),
}
ANSWERED_FOR = (rules.STOCK, rules.OUT, rules.SIGNED, rules.PASSED, rules.REPORTED)


@dataclass(frozen=True, slots=True)
class Balance:
    """A month of a kind of stationery: what the office answered for before and after it, and what happened in it.

    opening + drawn + found - received - void - lost = closing; each of both tells how many of them were in stock.
    """

    opening: int
    opening_stock: int
    drawn: int
    issued: int
    returned: int
    signed: int
    passed: int
    reported: int
    received: int
    void: int
    lost: int
    found: int
    closing: int
    closing_stock: int


def balance(before: Counts, within: Counts) -> Balance:
    """The balance of a month from the moves before it and those within it."""
    opening, stock = standing(before, ANSWERED_FOR), standing(before, (rules.STOCK,))
    moved = {kind: sum(n for (move, _, _), n in within.items() if move == kind) for kind in rules.MOVES}
    return Balance(
        opening=opening,
        opening_stock=stock,
        drawn=moved[rules.DRAW],
        issued=moved[rules.ISSUE],
        returned=moved[rules.RETURN],
        signed=moved[rules.SIGN],
        passed=moved[rules.PASS],
        reported=moved[rules.REPORT],
        received=moved[rules.RECEIVE],
        void=moved[rules.SPOIL],
        lost=moved[rules.LOSE],
        found=moved[rules.FIND],
        closing=opening + standing(within, ANSWERED_FOR),
        closing_stock=stock + standing(within, (rules.STOCK,)),
    )


def standing(counts: Counts, states: tuple[str, ...]) -> int:
    """How many more sheets have come into one of these states by these moves than have left them."""
    return sum(n * ((to in states) - (start in states)) for (_, start, to), n in counts.items())
