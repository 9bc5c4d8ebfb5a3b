"""A draw repeated from what was kept of it (R-50)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.handovers import rules
from app.customers.handovers.models import Handover, HandoverDraw, HandoverItem
from app.customers.handovers.queries.hanging import slices
from app.customers.handovers.queries.lists import draw_seen
from app.customers.handovers.queries.people import names_of
from app.domain.actor import Actor
from app.extensions import db


@dataclass(frozen=True, slots=True)
class Lot:
    """One customer of a draw: the place in the list, who he is, whom the draw gives him to, and who has him by now.

    `why` is the reason where the manager named another than the one who was drawn.
    """

    place: int
    number: str
    name: str
    drawn: str
    chosen: str
    why: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A draw with its hand-over, repeated: people and customers in their order, with the result and the shares.

    `last` where no other draw was made after it.
    """

    draw: HandoverDraw
    handover: Handover
    giver: str
    people: Sequence[str]
    lots: Sequence[Lot]
    shares: Sequence[tuple[str, int]]
    last: bool


def repeated(draw_id: int, actor: Actor) -> Repeated:
    """Repeat a draw. Raises NoResultFound for what is not this actor's business."""
    made, handover = draw_seen(draw_id, actor)
    drawn = rules.draw(made.customers, made.people, made.seed)
    items = _items(handover.id)
    names = names_of([*made.people, handover.staff_id, *(one.successor_id for one in items.values())])
    cards = _cards(made.customers)
    counts = rules.shares(drawn)
    lots = [
        _lot(place, cards[customer_id], names[staff_id], items.get(customer_id), names)
        for place, (customer_id, staff_id) in enumerate(zip(made.customers, drawn, strict=True), 1)
    ]
    newest = select(HandoverDraw.id).where(HandoverDraw.handover_id == handover.id).order_by(HandoverDraw.id.desc())
    people = [names[one] for one in made.people]
    shares = [(names[one], counts.get(one, 0)) for one in made.people]
    last = db.session.scalar(newest.limit(1)) == made.id
    return Repeated(made, handover, names[handover.staff_id], people, lots, shares, last)


def _lot(place: int, card: tuple[str, str], drawn: str, item: HandoverItem | None, names: dict[int, str]) -> Lot:
    chosen = names.get(item.successor_id or 0, "") if item else ""
    return Lot(place, card[0], card[1], drawn, chosen, (item.named_why or "") if item else "")


def _items(handover_id: int) -> dict[int, HandoverItem]:
    query = select(HandoverItem).where(HandoverItem.handover_id == handover_id)
    return {one.customer_id: one for one in db.session.scalars(query)}


def _cards(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for part in slices(ids):
        query = select(Customer.id, Customer.number, Customer.name).where(Customer.id.in_(part))
        found |= {row.id: (row.number, row.name) for row in db.session.execute(query)}
    return found
