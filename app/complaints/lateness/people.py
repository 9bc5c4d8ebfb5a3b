"""Who answers for a department when something is asked of it."""

from __future__ import annotations

from app.complaints.cases.feature import MANAGE
from app.complaints.naming import the_office
from app.domain.actor import Actor
from app.kept import once
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of
from app.office.tasks.queries.desk import desk_of


def addressee(department_id: int | None, otherwise: int | None = None) -> int | None:
    """The head of a department or the next above, to whom it is sent; somebody else where there is none."""
    return head_of(organisation(), department_id) or otherwise


def answers_for(actor: Actor) -> frozenset[int]:
    """The departments for which this actor answers: those he heads, also for whom he stands in, and those whose
    complaints he manages."""
    return once(f"departments answered for by {actor.staff_id}", lambda: _answers_for(actor))


def _answers_for(actor: Actor) -> frozenset[int]:
    people, office = desk_of(actor).people, the_office()
    led = {one for one in office.parents if people and head_of(office, one) in people}
    return frozenset(led | actor.departments(MANAGE.name))
