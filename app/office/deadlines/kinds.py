"""What a deadline needs to know of the thing it is about: the rules that give deadlines, as features declare them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.web import registry

RESPONSIBLE, HEAD, ABOVE, TOP = "responsible", "head", "above", "top"
POSITION, ROLE = "position:", "role:"


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take: `n` calendar days, working days or months; `since` when the office says so."""

    n: int
    unit: Unit
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a ladder: `days` working days after the due day (negative: before), to whom, with a slip or not.

    Addressees: responsible, head (of the department), above (the head's next superior), top, position:<key>,
    role:<key>. Where nobody is found the next above is told, then the top, then whoever administers the program.
    """

    days: int
    addressee: str
    slip: bool = False


DEFAULT_LADDER = (Rung(-1, RESPONSIBLE), Rung(0, RESPONSIBLE), Rung(1, HEAD, slip=True), Rung(2, ABOVE))


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A rule that gives deadlines (O-02). A feature declares `hooks={"deadline_rules": "deadlines:rules"}`.

    `sentence` tells over the facts what has to be done, as a task's does. `term(day)` is the term that held on the day
    of the start. `most_extra` is how many units approved extensions may add in all; a deadline whose facts have `most`
    may last so many units with them instead. `extension_matter` is the matter of approvals by which they are decided. A
    rule that `counts_arrival` starts on the day of the arrival, after the cut-off on the next working day; `cut_off` is
    a time of its own (O-03), without one it is the end of office hours. Other rules start on the day itself. A rule
    that does not open a task (`opens_task`) is for work that brings its own. `row` is the handbook row.
    """

    key: str
    label: Text
    sentence: Text
    term: Callable[[date], Term]
    ladder: tuple[Rung, ...] = DEFAULT_LADDER
    most_extra: int = 0
    extension_matter: str = "deadlines.extension"
    counts_arrival: bool = True
    cut_off: time | None = None
    opens_task: bool = True
    row: str = ""


def rules() -> dict[str, DeadlineRule]:
    """Every rule that a feature declares, by its key, in the order of app/features.py."""
    return {rule.key: rule for declared in registry.hooked("deadline_rules") for rule in declared()}


def rule_of(key: str, declared: Mapping[str, DeadlineRule] | None = None) -> DeadlineRule:
    """The rule of this key; one that no feature declares any more still counts its deadlines, without a ladder.

    `declared` are all rules, where the caller has them.
    """
    found = (rules() if declared is None else declared).get(key)
    return found or DeadlineRule(key, Text(key), Text(key), lambda _day: Term(1, Unit.WORKING), ladder=())


def tell_moved(ids: Sequence[int], *, by: Actor) -> None:
    """Tell whoever shows the day of these deadlines that they are due on another day, stand still, or run again.

    Hook `deadlines_moved(ids, *, by) -> None`, called in the unit that moves them, also at night.
    """
    for tell in registry.hooked("deadlines_moved") if ids else ():
        tell(ids, by=by)


def tell_stopped(ids: Sequence[int], *, by: Actor) -> None:
    """Tell whoever waits for something about these deadlines that they were stopped.

    Hook `deadlines_stopped(ids, *, by) -> None`, called in the unit that stops them.
    """
    for tell in registry.hooked("deadlines_stopped"):
        tell(ids, by=by)
