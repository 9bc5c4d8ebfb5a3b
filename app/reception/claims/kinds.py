"""What claims ask of the features above them: the visit that a decision is about, and its moving to somebody else.

Hook `take_over(visit_id: int, staff_id: int, *, basis: str, turn_back: bool, reason: str, by: Actor) -> None`: moves an
open visit to this person, who receives it from then on, and tells the rota of both. `basis` is the word of the
decision; with `turn_back` whoever had the visitor has used no turn. Called inside a unit of work, after the decision is
stored. May raise Refused.

Hook `start_again(visit_id: int, choose: Callable[[int], int | None], *, reason: str, by: Actor) -> None`: puts an open
visit back into the line; `choose` gets the step that does so and says who receives it now, None for nobody yet.

Hook `visit_cards(ids: Sequence[int]) -> dict[int, VisitCard]`: what stands on the register about these visits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.actor import Actor
from app.web import registry


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit as the register has it. `phone` is whole, pages show its end; `open` while the visitor is here."""

    id: int
    day: date
    number: str
    name: str
    phone: str | None
    customer_id: int | None
    staff_id: int | None
    arrived_at: datetime
    open: bool
    url: str


def take_over(visit_id: int, staff_id: int, *, basis: str, turn_back: bool = False, reason: str, by: Actor) -> None:
    """Let somebody else receive an open visit from now on."""
    for move in registry.hooked("take_over"):
        move(visit_id, staff_id, basis=basis, turn_back=turn_back, reason=reason, by=by)


def start_again(visit_id: int, choose: Callable[[int], int | None], *, reason: str, by: Actor) -> None:
    """Put an open visit back into the line, and let it be chosen anew who receives."""
    for start in registry.hooked("start_again"):
        start(visit_id, choose, reason=reason, by=by)


def visit_cards(ids: Sequence[int]) -> dict[int, VisitCard]:
    """What the register says about these visits; without a register, nothing."""
    cards: dict[int, VisitCard] = {}
    for ask in registry.hooked("visit_cards"):
        cards.update(ask(ids))
    return cards
