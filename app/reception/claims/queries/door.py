"""What a decision on a visitor rests on: what he said, what is known of him, who is here, which rules hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.extensions import db
from app.office.policy import queries as policy
from app.reception.claims.models import Reception
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.queries.days import event_on
from app.reception.claims.queries.known import known
from app.reception.claims.rules import Arrival, Event, Floor, Known
from app.reception.rota import queries as rota
from app.reception.rota.policy import RotaPolicy
from app.reception.rota.rules import fit, idle, last_person, next_person


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Everything that a decision rests on; `floor` is None where no rota is open."""

    arrival: Arrival
    known: Known
    floor: Floor | None
    rules: ClaimPolicy
    event: Event | None


def at_the_door(arrival: Arrival, day: date) -> AtTheDoor:
    """Look up what is missing about an arrival: his owner, the one who brought him, his family, who is here."""
    arrival = _completed(arrival, day)
    found = known(arrival.customer_id, arrival.phone, day, but_visit=arrival.visit_id)
    meant = (found.owner_id, arrival.brought_owner, arrival.announced_for, arrival.family_first_id, *arrival.asked_for)
    return AtTheDoor(arrival, found, floor(day, meant), policy.of(ClaimPolicy, day), event_on(day))


def floor(day: date, meant: Iterable[int | None] = ()) -> Floor | None:
    """Who is here, by the rota of a day, with the names of all of them and of those `meant`; None without a rota."""
    state = rota.state(day) if rota.is_open(day) else None
    if state is None:
        return None
    rules = policy.of(RotaPolicy, day)
    return Floor(
        line=state.order,
        present=frozenset(one for one in state.order if fit(state, one)),
        free=frozenset(one for one in state.order if idle(state, one)),
        next_id=next_person(state, rota.settings(day)).staff_id,
        last_id=last_person(state),
        returning_cost=rules.returning_cost,
        brought_cost=rules.brought_cost,
        names=rota.names([*state.order, *meant]),
    )


def receiver_of(visit_id: int) -> int | None:
    """Who received a visit, by the latest decision that named somebody."""
    query = select(Reception.staff_id).where(Reception.visit_id == visit_id, Reception.staff_id.is_not(None))
    return db.session.scalars(query.order_by(Reception.id.desc()).limit(1)).first()


def _completed(arrival: Arrival, day: date) -> Arrival:
    if arrival.brought_by_id is not None and arrival.brought_owner is None:
        arrival = replace(arrival, brought_owner=known(arrival.brought_by_id, None, day).owner_id)
    if arrival.family_visit_id is not None and arrival.family_first_id is None:
        arrival = replace(arrival, family_first_id=receiver_of(arrival.family_visit_id))
    return arrival
