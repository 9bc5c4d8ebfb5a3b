"""What claims ask of the features above them: the visit that a decision is about, and its moving to somebody else.

Hook `take_over(visit_id: int, staff_id: int, *, reason: str, by: Actor) -> None`: moves an open visit to this person,
who receives it from then on, and tells the rota of both, where it does not know. Called inside a unit of work, after
the decision is stored. May raise Refused.

Hook `visit_cards(ids: Sequence[int]) -> dict[int, VisitCard]`: what stands on the register about these visits.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def take_over(visit_id: int, staff_id: int, *, reason: str, by: Actor) -> None:
    """Let somebody else receive an open visit from now on."""
    for move in registry.hooked("take_over"):
        move(visit_id, staff_id, reason=reason, by=by)


def visit_cards(ids: Sequence[int]) -> dict[int, VisitCard]:
    """What the register says about these visits; without a register, nothing."""
    cards: dict[int, VisitCard] = {}
    for ask in registry.hooked("visit_cards"):
        cards.update(ask(ids))
    return cards
