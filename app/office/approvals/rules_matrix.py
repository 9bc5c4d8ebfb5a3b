"""Which chain a request takes, and what a matrix must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.office.approvals.rules import PERSON, POSITION, ROLE, StepPlan
from app.office.approvals.words import MODES, WHO

MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix in use: amounts in fen, the first included, the last not; None is without limit."""

    chain_id: int
    name: str
    department_id: int | None = None
    amount_from: int | None = None
    amount_to: int | None = None

    def holds_for(self, amount: int | None) -> bool:
        """True where the amount lies within; a row without limits holds for everything, also without an amount."""
        if amount is None:
            return self.amount_from is None and self.amount_to is None
        return (self.amount_from is None or self.amount_from <= amount) and (
            self.amount_to is None or amount < self.amount_to
        )


def choose(rows: Iterable[Row], *, department_id: int | None, amount: int | None) -> Row | None:
    """The row that a request of this department and amount takes; None: it goes to the top of the office (M-12).

    A row of the department itself goes before one for all.
    """
    fitting = [row for row in rows if row.holds_for(amount)]
    own = (row for row in fitting if row.department_id is not None and row.department_id == department_id)
    general = (row for row in fitting if row.department_id is None)
    return next(own, None) or next(general, None)


def check_row(row: Row, others: Iterable[Row]) -> None:
    """Refuse amounts that run backwards, and bands that overlap another row's of the same department (M-12)."""
    if row.amount_from is not None and row.amount_from < 0:
        raise Refused(Text("An amount must not be negative."), field="amount_from")
    if row.amount_to is not None and row.amount_to <= (row.amount_from or 0):
        raise Refused(Text("This amount must be larger than the one it begins with."), field="amount_to")
    for other in others:
        if other.chain_id != row.chain_id and other.department_id == row.department_id and _overlap(row, other):
            sentence = Text(
                "These amounts overlap with those of %(name)s: %(band)s. Two rows must not hold for the same amount.",
                name=Text(other.name),
                band=band(other.amount_from, other.amount_to),
            )
            raise Refused(sentence, field="amount_from")


def gaps(rows: Iterable[Row]) -> list[tuple[int | None, int | None]]:
    """The bands of amounts that no row covers, in order: requests there go to the top (M-12)."""
    missing: list[tuple[int | None, int | None]] = []
    covered = 0
    bands = ((row.amount_from or 0, row.amount_to) for row in rows if row.amount_to != 0)
    for start, end in sorted(bands, key=lambda band: band[0]):  # two may begin together; the end may be None
        if start > covered:
            missing.append((covered or None, start))
        if end is None:
            return missing
        covered = max(covered, end)
    return [*missing, (covered or None, None)]


def gaps_of(rows: Sequence[Row], department_id: int | None) -> list[tuple[int | None, int | None]]:
    """What is not covered for a department by its own rows and those for all together."""
    return gaps(row for row in rows if row.department_id in (None, department_id))


def band(amount_from: int | None, amount_to: int | None) -> Text:
    """A band of amounts as it is said."""
    if amount_from is None and amount_to is None:
        return Text("every amount")
    if amount_to is None:
        return Text("from %(start)s", start=_yuan(amount_from))
    if amount_from is None:
        return Text("below %(end)s", end=_yuan(amount_to))
    return Text("from %(start)s to below %(end)s", start=_yuan(amount_from), end=_yuan(amount_to))


def check_step(step: StepPlan) -> None:
    """Refuse a step that does not say whom it asks."""
    if step.who not in WHO or step.mode not in MODES:
        raise Refused(Text("Please choose one of the list."), field="who" if step.who not in WHO else "mode")
    for who, named, field in (
        (POSITION, step.position_id, "position"),
        (ROLE, step.role_id, "role"),
        (PERSON, step.staff_id, "person"),
    ):
        if step.who == who and named is None:
            raise Refused(Text("Say which one this step asks."), field=field)


def check_steps(steps: Sequence[StepPlan]) -> None:
    """Refuse a chain without end: at most twenty steps, each of which says whom it asks."""
    if len(steps) > MOST_STEPS:
        raise Refused(Text("A chain has at most %(most)s steps.", most=MOST_STEPS))
    for step in steps:
        check_step(step)


def _overlap(one: Row, other: Row) -> bool:
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Row, other: Row) -> bool:
    return other.amount_to is None or (one.amount_from or 0) < other.amount_to


def _yuan(amount: int | None) -> str:
    return format_fen(Fen(amount or 0), symbol=True)
