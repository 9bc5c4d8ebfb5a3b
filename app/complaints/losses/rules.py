"""What a complaint cost the office, and from when on it may be fixed: pure (K-18, K-40)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.days import add_months
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text

WAITING, FIXED, VOID = "waiting", "fixed", "void"
RIPE = "ripe"
STATES = {WAITING: N_("Time to resell runs"), FIXED: N_("Loss fixed"), VOID: N_("Void")}
STANDINGS = {WAITING: STATES[WAITING], RIPE: N_("Loss to be fixed"), FIXED: STATES[FIXED], VOID: STATES[VOID]}
COLOURS = {WAITING: "blue", RIPE: "orange", FIXED: "green", VOID: "secondary"}

RESOLD, UNSOLD, NOTHING = "resold", "unsold", "none"
SOLD = {
    RESOLD: N_("Resold: grade-A price less proceeds"),
    UNSOLD: N_("Not sold: the actual loss"),
    NOTHING: N_("Nothing to resell: the actual loss"),
}
KINDS = {
    "material": N_("Material"),
    "labour": N_("Labour"),
    "freight": N_("Freight"),
    "allowance": N_("Allowance or compensation"),
    "scrap": N_("Scrap"),
    "other": N_("Other cost"),
}
MOST_FEN = Fen(1_000_000_000_00)


@dataclass(frozen=True, slots=True)
class Line:
    """A part of an actual loss; fen."""

    kind: str
    amount: Fen
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the goods, and what it cost; fen. Resold goods have two prices, everything else has lines."""

    sold: str
    grade_a: Fen | None = None
    proceeds: Fen | None = None
    lines: tuple[Line, ...] = ()


def resale_until(decided_on: date, months: int) -> date | None:
    """The last day on which the goods may be resold before the loss is fixed; None where nothing is waited for."""
    return add_months(decided_on, months) if months else None


def fix_by(decided_on: date, until: date | None, days: int) -> date:
    """By when the loss is to be fixed: so many days after the time to resell, else after the decision."""
    return (until or decided_on) + timedelta(days=days)


def standing(state: str, until: date | None, today: date) -> str:
    """How a loss stands: one that waits is ripe from the day after the time to resell on."""
    return RIPE if state == WAITING and (until is None or until < today) else state


def check_may_open(decided_on: date | None, no_loss: bool, upheld: bool | None) -> date:
    """The day of the decision. Raises Refused before it, and where there is nothing to count."""
    if decided_on is None:
        raise Refused(Text("The loss is counted after the decision on the complaint. There is none yet."))
    if no_loss:
        raise Refused(Text("This complaint is marked as one without a loss."))
    if upheld is False:
        raise Refused(Text("This complaint was not upheld: there is no loss to share."))
    return decided_on


def check_may_fix(state: str, until: date | None, sold: str, today: date) -> None:
    """Refuse a loss that is fixed already, and one whose goods may still be resold (K-40)."""
    if state != WAITING:
        raise Conflict(Text("This loss is fixed already. Make it void first, with the reason."))
    if sold != NOTHING and standing(state, until, today) != RIPE:
        raise Refused(
            Text(
                "The goods may be resold until %(until)s. The loss is fixed from the next day on, unless there is "
                "nothing to resell.",
                until=until.isoformat() if until else "",
            ),
            field="sold",
        )


def loss_of(outcome: Outcome) -> Fen:
    """The loss in fen, never below zero: grade-A price less proceeds of what was resold, else the sum of the lines.

    Raises Refused at the field for an outcome that does not fit.
    """
    return _of_resold(outcome) if outcome.sold == RESOLD else _of_lines(outcome)


def _of_resold(outcome: Outcome) -> Fen:
    if outcome.lines:
        raise Refused(
            Text("The loss of resold goods is the grade-A price less the proceeds. Leave the other amounts empty."),
            field=outcome.lines[0].kind,
        )
    for name, given in (("grade_a", outcome.grade_a), ("proceeds", outcome.proceeds)):
        if given is None:
            raise Refused(Text("Please fill this in."), field=name)
        _check(given, name)
    return Fen(max(0, (outcome.grade_a or 0) - (outcome.proceeds or 0)))


def _of_lines(outcome: Outcome) -> Fen:
    for name, given in (("grade_a", outcome.grade_a), ("proceeds", outcome.proceeds)):
        if given is not None:
            raise Refused(Text("Only resold goods have this price. Leave it empty."), field=name)
    if outcome.sold == UNSOLD and not outcome.lines:
        raise Refused(Text("Write down at least one part of the actual loss."), field="material")
    for line in outcome.lines:
        _check(line.amount, line.kind)
    return total(line.amount for line in outcome.lines)


def total(amounts: Iterable[int]) -> Fen:
    """The sum of amounts in fen."""
    return Fen(sum(amounts))


def _check(amount: Fen, field: str) -> None:
    if not 0 <= amount <= MOST_FEN:
        raise Refused(Text("Please type an amount from 0 to %(most)s.", most=format_fen(MOST_FEN)), field=field)
