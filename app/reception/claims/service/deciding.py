"""Deciding who receives a visitor, by the rules or by hand, and keeping why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.batches.sentences import stored
from app.office.history.service import record
from app.office.tasks.service import close_tasks
from app.reception.claims.feature import ASSIGNED, DECIDED
from app.reception.claims.models import Reception
from app.reception.claims.queries.door import AtTheDoor, at_the_door, receiver_of
from app.reception.claims.rules import Arrival, Decision, who_receives
from app.reception.claims.service.evidence import evidence_of_arrival
from app.reception.claims.tasks import ask_to_report, forget_helper, tell_owner
from app.reception.claims.words import BASES, COURTESIES
from app.reception.rota import queries as rota
from app.reception.rota import service as turns
from app.reception.rota.service.ledger import hold
from app.unit_of_work import current_work, unit_of_work


def decide(arrival: Arrival, *, interval_id: int | None = None, by: Actor) -> Reception:
    """Decide by the rules who receives a visitor, take the turn or note the reception in the rota, and keep why.

    The reception that comes back has no `staff_id` where the visitor must wait: no rota is open, nobody is free, or
    somebody must decide. Asked again while nothing has changed, it answers with the same reception.
    """
    with unit_of_work(by=by):
        day = clock.local(current_work().at).date()
        hold(day)  # what is read now holds until the end of the unit
        door = at_the_door(arrival, day)
        decision = who_receives(door.arrival, door.known, door.floor, door.rules, door.event)
        decision = _taken(decision, arrival.visit_id, interval_id, by)
        waiting = None if decision.staff_id else _same_as_last(decision, arrival.visit_id)
        if waiting is not None:
            return waiting
        reception = store(decision, door, interval_id, day)
        evidence_of_arrival(door.arrival, by=by)
        _tell(reception, decision, door.arrival, by)
    return reception


def assign_by_hand(
    arrival: Arrival, staff_id: int, reason: str, *, interval_id: int | None = None, by: Actor
) -> Reception:
    """Let a certain person receive, whatever the rules say, with the reason (R-02, R-31, R-53: exceptions are logged).

    It uses no turn, and it need not be somebody of the rota. Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused(Text("Say why somebody else than the rules say is to receive."), field="reason")
    with unit_of_work(by=by):
        day = clock.local(current_work().at).date()
        hold(day)
        door = at_the_door(arrival, day)
        step = Text("%(who)s decided by hand.", who=by.name)
        decision = Decision("manual", staff_id, steps=(step,), rows=("R-52",))
        if door.floor is not None and staff_id in door.floor.line:
            _outside(decision, arrival.visit_id, interval_id, by)
        return store(decision, door, interval_id, day, reason=reason)


def noted(visit_id: int, *, by: Actor) -> None:
    """Say that one has taken note of what happened with one's customer; the tasks about it are done."""
    with unit_of_work(by=by):
        close_tasks(f"visit:{visit_id}", staff_id=by.staff_id, by=by)


def _taken(decision: Decision, visit_id: int, interval_id: int | None, by: Actor) -> Decision:
    """The decision with whoever really receives: by the rota, its ledger says who."""
    if decision.staff_id is not None:
        _outside(decision, visit_id, interval_id, by)
        return decision
    if not decision.by_rota:
        return replace(decision, steps=(*decision.steps, *((decision.needs,) if decision.needs else ())))
    choice = turns.take_turn(visit_id, interval_id, by=by)
    ids = [value for text in choice.why for value in text.params.values() if isinstance(value, int)]
    names = rota.names(ids)
    why = tuple(rota.named(text, names) for text in choice.why)
    return replace(decision, staff_id=choice.staff_id, steps=(*decision.steps, *why))


def _outside(decision: Decision, visit_id: int, interval_id: int | None, by: Actor) -> None:
    staff_id, basis, cost = decision.staff_id or 0, decision.basis, decision.cost
    turns.receive_outside(staff_id, visit_id, interval_id, basis, cost=cost, by=by)


def _same_as_last(decision: Decision, visit_id: int) -> Reception | None:
    """The last decision on this visit, where it was the same waiting: nobody asks to read the same every minute."""
    query = select(Reception).where(Reception.visit_id == visit_id).order_by(Reception.id.desc()).limit(1)
    last = current_work().session.scalars(query).first()
    same = last is not None and last.staff_id is None and last.basis == decision.basis
    return last if same and last is not None and last.steps == [stored(text) for text in decision.steps] else None


def store(
    decision: Decision, door: AtTheDoor, interval_id: int | None, day: date, *, reason: str | None = None
) -> Reception:
    """Keep a decision with everything it rests on; inside a unit of work."""
    work, used = current_work(), decision.cost if decision.staff_id else 0
    if receiver_of(door.arrival.visit_id) is not None:
        forget_helper(door.arrival.visit_id, by=work.by)
    row = Reception(visit_id=door.arrival.visit_id, interval_id=interval_id, day=day, staff_id=decision.staff_id)
    row.owner_id, row.basis, row.cost, row.reason = door.known.owner_id, decision.basis, used, reason
    row.steps = [stored(text) for text in decision.steps]
    row.facts = _facts(decision, door)
    row.at, row.by_name, row.by_id = work.at, work.by.name, work.by.staff_id
    work.session.add(row)
    work.session.flush()
    _record(row, door)
    return row


def _facts(decision: Decision, door: AtTheDoor) -> dict[str, Any]:
    """What was known then: who was here and free, who was asked for, whose customer he was, which rules held."""
    people = door.floor.names if door.floor else {}
    return {
        "rows": list(decision.rows),
        "case": decision.case,
        "by_rota": decision.by_rota,
        "courtesy_for": decision.tell if decision.basis in COURTESIES else None,
        "needs": stored(decision.needs) if decision.needs else None,
        "event": asdict(door.event) if door.event else None,
        "arrival": _plain(asdict(door.arrival)),
        "known": _plain(asdict(door.known)),
        "here": _here(door),
        "names": {str(one): name for one, name in people.items()},
        "rules": asdict(door.rules),
    }


def _here(door: AtTheDoor) -> list[dict[str, Any]]:
    if door.floor is None:
        return []
    free = door.floor.free
    return [{"id": one, "free": one in free} for one in door.floor.line if one in door.floor.present]


def _record(row: Reception, door: AtTheDoor) -> None:
    name = rota.names([row.staff_id]).get(row.staff_id or 0)
    facts = {"name": door.arrival.name, "basis": Text(BASES[row.basis]), "rep": name or Text("nobody yet")}
    action = ASSIGNED if row.basis == "manual" else DECIDED
    record(action, f"visit:{row.visit_id}", customer_id=door.arrival.customer_id, facts=facts, reason=row.reason)


def _tell(row: Reception, decision: Decision, arrival: Arrival, by: Actor) -> None:
    """Whoever helps is to reach the owner and tell him, and the owner learns of it (R-32, R-44)."""
    if row.staff_id is None:
        return
    if decision.basis == "complaint":
        ask_to_report(row, arrival, by=by)
    if decision.tell is not None and decision.tell != row.staff_id:
        tell_owner(row, arrival, decision.tell, by=by)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
