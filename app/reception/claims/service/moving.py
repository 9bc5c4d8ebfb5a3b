"""Moving a visitor from one member of staff to another in mid-reception, because a rule or somebody says so."""

from __future__ import annotations

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.reception.claims.kinds import VisitCard, take_over, visit_cards
from app.reception.claims.models import Reception
from app.reception.claims.queries.door import at_the_door
from app.reception.claims.rules import Arrival, Decision
from app.reception.claims.service.deciding import store
from app.reception.rota import queries as rota
from app.reception.rota import service as turns
from app.reception.rota.service.ledger import hold
from app.unit_of_work import current_work


def open_visit(visit_id: int | None) -> VisitCard | None:
    """The visit of this id while the visitor is here; else None."""
    card = visit_cards([visit_id]).get(visit_id) if visit_id else None
    return card if card is not None and card.open else None


def move(visit: VisitCard, staff_id: int, basis: str, why: Text, *, case: str | None, reason: str, by: Actor) -> None:
    """Let somebody else receive an open visit from now on, outside the order; inside a unit of work."""
    if visit.staff_id == staff_id:
        return
    _keep(visit, Decision(basis, staff_id, steps=(why,), rows=("R-52",), case=case), reason)
    take_over(visit.id, staff_id, reason=reason, by=by)


def replace_by_turn(visit: VisitCard, why: Text, *, reason: str, by: Actor) -> int | None:
    """Make the reception an empty turn and give the visitor to the next in the rota, as a new customer (R-60).

    Returns who that is; None where nobody is free or the rota knows nothing of the visit.
    """
    state = rota.state(clock.today()) if hold(clock.today()) else None
    busy = state.people.get(visit.staff_id or 0) if state else None
    if busy is None or visit.id not in busy.visits:
        return None
    turns.void_turn(visit.id, by=by)
    choice = turns.take_turn(visit.id, None, by=by)
    if choice.staff_id is not None:
        decision = Decision("rota", choice.staff_id, cost=1, steps=(why,), rows=("R-60",), case="CM-4i")
        _keep(visit, decision, reason)
        take_over(visit.id, choice.staff_id, reason=reason, by=by)
    return choice.staff_id


def _keep(visit: VisitCard, decision: Decision, reason: str) -> Reception:
    day = clock.local(current_work().at).date()
    arrival = Arrival(visit.id, visit.customer_id, visit.name, visit.phone)
    return store(decision, at_the_door(arrival, day), None, day, reason=reason)
