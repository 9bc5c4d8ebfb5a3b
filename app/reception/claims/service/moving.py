"""Moving a visitor from one member of staff to another in mid-reception, because a rule or somebody says so."""

from __future__ import annotations

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.reception.claims.kinds import VisitCard, start_again, take_over, visit_cards
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


def move(
    visit: VisitCard, staff_id: int, basis: str, why: Text, *, case: str | None, reason: str, turn_back: bool = False,
    by: Actor,
) -> None:  # fmt: skip
    """Let somebody else receive an open visit from now on, outside the order; inside a unit of work.

    With `turn_back` whoever had the visitor has used no turn.
    """
    if visit.staff_id == staff_id:
        return
    _keep(visit, Decision(basis, staff_id, steps=(why,), rows=("R-52",), case=case), reason)
    take_over(visit.id, staff_id, basis=basis, turn_back=turn_back, reason=reason, by=by)


def replace_by_turn(visit: VisitCard, why: Text, *, reason: str, by: Actor) -> int | None:
    """Make the reception an empty turn and give the visitor to the next in the rota, as a new customer (R-60).

    Returns who that is; None where nobody is free: then he waits for his turn, and the one whom he refused does not
    receive him again. Nothing happens where the rota knows nothing of the visit.
    """
    state = rota.state(clock.today()) if hold(clock.today()) else None
    person = state.people.get(visit.staff_id or 0) if state else None
    if person is None or visit.id not in person.visits:
        return None
    chosen: list[int] = []

    def choose(interval_id: int) -> int | None:
        turns.void_turn(visit.id, interval_id=interval_id, by=by)
        staff_id = turns.take_turn(visit.id, interval_id, by=by).staff_id
        if staff_id is not None:
            chosen.append(staff_id)
            decision = Decision("rota", staff_id, cost=1, steps=(why,), rows=("R-60",), case="CM-4i")
            _keep(visit, decision, reason, interval_id)
        return staff_id

    start_again(visit.id, choose, reason=reason, by=by)
    return next(iter(chosen), None)


def _keep(visit: VisitCard, decision: Decision, reason: str, interval_id: int | None = None) -> Reception:
    day = clock.local(current_work().at).date()
    arrival = Arrival(visit.id, visit.customer_id, visit.name, visit.phone)
    return store(decision, at_the_door(arrival, day), interval_id, day, reason=reason)
