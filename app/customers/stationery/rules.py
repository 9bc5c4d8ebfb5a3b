"""What may become of a blank contract, as a table; who may have it; its state as the fold of its moves: pure.

C-119 to C-123: drawn, kept, issued, signed, passed on for approval, reported to finance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text

STOCK, OUT, SIGNED, PASSED, REPORTED = "stock", "issued", "signed", "passed", "reported"
KEPT, VOID, LOST = "handed_over", "void", "lost"
STATES = {
    STOCK: N_("In stock"),
    OUT: N_("Issued, not signed"),
    SIGNED: N_("Signed"),
    PASSED: N_("Out for approval"),
    REPORTED: N_("On its way to finance"),
    KEPT: N_("With finance"),
    VOID: N_("Void"),
    LOST: N_("Gone missing"),
}
COLOURS = {STOCK: "blue", OUT: "yellow", SIGNED: "yellow", PASSED: "yellow", REPORTED: "yellow", KEPT: "green"}
COLOURS |= {VOID: "secondary", LOST: "red"}
DRAW, TAKE, ISSUE, RETURN = "drawn", "kept", "issued", "returned"
SIGN, PASS, REPORT = "signed", "passed", "reported"
BACK, RECEIVE, SPOIL, LOSE, FIND = "back", "handed_over", "void", "lost", "found"
MOVES = {
    DRAW: N_("Drawn into stock"),
    TAKE: N_("Taken into keeping"),
    ISSUE: N_("Issued to a sales person"),
    RETURN: N_("Returned blank"),
    SIGN: N_("Signed"),
    PASS: N_("Passed on for approval"),
    REPORT: N_("Reported to finance"),
    BACK: N_("Came back"),
    RECEIVE: N_("Received by finance"),
    SPOIL: N_("Made void"),
    LOSE: N_("Gone missing"),
    FIND: N_("Found"),
}
KEEPER, HOLDER, FINANCE = "keeper", "holder", "finance"


@dataclass(frozen=True, slots=True)
class Transition:
    """A row of the table: from which state (None: it was not there) which move leads to which, and who may make it.

    `signed` is what the sheet must be, where that matters: what is found again is a blank or a signed contract.
    """

    before: str | None
    move: str
    after: str
    who: tuple[str, ...]
    signed: bool | None = None


BOTH = (HOLDER, KEEPER)
TABLE = (
    Transition(None, DRAW, STOCK, (KEEPER,)),
    Transition(STOCK, TAKE, STOCK, (KEEPER,)),
    Transition(STOCK, ISSUE, OUT, (KEEPER,)),
    Transition(OUT, RETURN, STOCK, (KEEPER,)),
    Transition(OUT, SIGN, SIGNED, BOTH),
    Transition(SIGNED, PASS, PASSED, BOTH),
    Transition(PASSED, BACK, SIGNED, BOTH),
    Transition(SIGNED, REPORT, REPORTED, BOTH),
    Transition(REPORTED, RECEIVE, KEPT, (FINANCE,)),
    Transition(REPORTED, BACK, SIGNED, (FINANCE, *BOTH)),
    *(Transition(state, SPOIL, VOID, (KEEPER,)) for state in (STOCK, OUT, SIGNED)),
    *(Transition(state, LOSE, LOST, BOTH) for state in (STOCK, OUT, SIGNED, PASSED, REPORTED)),
    Transition(LOST, FIND, STOCK, BOTH, signed=False),
    Transition(LOST, FIND, SIGNED, BOTH, signed=True),
)
KEEPS_HOLDER = (SIGN, REPORT, LOSE)  # whoever had it answers for it until somebody else has taken it
WITH_REASON = (SPOIL, LOSE)


@dataclass(frozen=True, slots=True)
class Move:
    """One move: its kind and who gets the sheet."""

    kind: str
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A blank contract as its moves have made it; `state` None is before it was drawn."""

    state: str | None = None
    holder_id: int | None = None
    signed: bool = False


def transition(sheet: Sheet, move: str) -> Transition | None:
    """The row of the table for this move from this state; None where there is none."""
    rows = (row for row in TABLE if (row.before, row.move) == (sheet.state, move))
    return next((row for row in rows if row.signed in (None, sheet.signed)), None)


def after(sheet: Sheet, move: Move) -> Sheet:
    """The sheet after one move. Raises Conflict for a move that the table does not have."""
    row = transition(sheet, move.kind)
    if row is None:
        raise Conflict(Text("This is no longer possible: the contract is not where you saw it. Look at it again."))
    holder = sheet.holder_id if move.kind in KEEPS_HOLDER or move.staff_id is None else move.staff_id
    return Sheet(row.after, holder, sheet.signed or row.after == SIGNED)


def fold(moves: Iterable[Move]) -> Sheet:
    """What became of a sheet by its moves from the first on."""
    sheet = Sheet()
    for move in moves:
        sheet = after(sheet, move)
    return sheet


def parts_of(*, keeps: bool, receives: bool, holds: bool) -> frozenset[str]:
    """In which parts somebody stands to a sheet."""
    held = ((KEEPER, keeps), (FINANCE, receives), (HOLDER, holds))
    return frozenset(part for part, is_so in held if is_so)


def moves_for(sheet: Sheet, parts: Collection[str]) -> list[str]:
    """The moves that somebody in these parts may make now, in the order of the table."""
    rows = (row for row in TABLE if row.before == sheet.state and row.signed in (None, sheet.signed))
    return [row.move for row in rows if set(row.who) & set(parts)]


def check_move(sheet: Sheet, move: str, parts: Collection[str], reason: str | None) -> None:
    """Refuse a move that the table does not have, that is not this person's to make, or lacks its reason."""
    row = transition(sheet, move)
    if row is None:
        raise Conflict(Text("This is no longer possible: the contract is not where you saw it. Look at it again."))
    if not set(row.who) & set(parts):
        raise Refused(Text("This is not yours to do with this contract."))
    if move in WITH_REASON and not (reason or "").strip():
        raise Refused(Text("Please say why."), field="note")


def check_recipient(move: str, staff_id: int | None, allowed: Collection[int]) -> None:
    """Refuse to give a contract to anybody but those who may have it (C-121, C-122). Raises Refused at the field."""
    if staff_id is None:
        raise Refused(Text("Say who gets it: a contract is always with a person (C-121)."), field="staff_id")
    if staff_id in allowed:
        return
    if move in (DRAW, TAKE, ISSUE, RETURN):
        raise Refused(
            Text("Blank contracts are with sales people only; they never lie at the front desk (C-121)."),
            field="staff_id",
        )
    raise Refused(
        Text("A signed contract goes only to the store manager or a person authorised, and to finance (C-122)."),
        field="staff_id",
    )


def check_day(day: date, last: date | None, today: date) -> None:
    """Refuse a day that is to come, before the last move, or of a month that is over: its balance stands (P-26)."""
    if day > today:
        raise Refused(Text("This day is still to come."), field="on_day")
    if day < today.replace(day=1):
        raise Refused(
            Text("That month is over and its balance stands. Enter it with a day of this month, and say when it was."),
            field="on_day",
        )
    if last is not None and day < last:
        raise Refused(Text("This contract moved later than that: on %(day)s.", day=last), field="on_day")


def is_overdue(state: str, due_on: date | None, today: date) -> bool:
    """Whether a contract should have been back, or on, before today."""
    return state in (OUT, SIGNED, PASSED, REPORTED) and due_on is not None and due_on < today
