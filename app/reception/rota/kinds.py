"""What the rota asks of features above it.

Hook `reps_changed(*, by: Actor) -> None`: called inside the unit of work in which somebody became free, came on duty
or went away, so that visitors who wait for a turn are given to whoever can receive them.

Hook `receiving_now(day: date) -> Sequence[Receiving]`: who receives whom while the rota of a day is opened: he is busy
from the beginning.

Hook `before_duty(staff_id: int) -> Text | None`: why somebody may not report for duty yet, such as a bulletin that he
has not read (R-11); None where nothing stands against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.web import registry


@dataclass(frozen=True, slots=True)
class Receiving:
    """A reception that goes on: who receives which visit, and the step of the visit by which it began."""

    staff_id: int
    visit_id: int
    interval_id: int


def receiving_now(day: date) -> Sequence[Receiving]:
    """Every reception of a day that goes on now."""
    return [one for ask in registry.hooked("receiving_now") for one in ask(day)]


def check_before_duty(staff_id: int) -> None:
    """Keep somebody from duty who has something to do before it (R-11)."""
    for ask in registry.asked("before_duty"):  # what the office does not use cannot be read either
        refusal = ask(staff_id)
        if refusal is not None:
            raise Refused(refusal)


def tell_reps_changed(*, by: Actor) -> None:
    """Let every feature act on somebody's being free. Inside a unit of work."""
    for tell in registry.hooked("reps_changed"):
        tell(by=by)
