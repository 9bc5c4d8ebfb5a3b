"""To whom a step of a ladder goes: who is here, else who stands in, else the next above (O-02)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.extensions import db
from app.office.absence.queries import stand_ins
from app.office.access.models import Role
from app.office.access.shipped import ADMINISTRATOR
from app.office.deadlines.kinds import ABOVE, HEAD, POSITION, RESPONSIBLE, ROLE
from app.office.positions.models import Position
from app.office.positions.queries import organisation
from app.office.positions.rules import Organisation, head_of, line_of, top
from app.office.tasks.kinds import Party


@dataclass(frozen=True, slots=True)
class People:
    """The office on a day: its tree, who is away (-> who stands in, None where nobody does), positions and roles."""

    organisation: Organisation
    away: Mapping[int, int | None]
    positions: Mapping[str, int]
    roles: Mapping[str, int]


def people_on(day: date) -> People:
    """The office on a day, for all steps that fire on it."""
    positions = select(Position.key, Position.id).where(Position.key.is_not(None)).order_by(Position.id)
    roles = select(Role.key, Role.id).where(Role.key.is_not(None)).order_by(Role.id)
    return People(
        organisation(day),
        stand_ins(day),
        {str(row.key): row.id for row in db.session.execute(positions)},
        {str(row.key): row.id for row in db.session.execute(roles)},
    )


def party_of(word: str, staff_id: int | None, department_id: int | None, people: People) -> Party:
    """Whom a step addressed so reaches for a deadline of this person and department.

    Whoever is away is stood in for. Where nobody is found it goes to the next above, at last to the administrator.
    """
    role = people.roles.get(word.removeprefix(ROLE)) if word.startswith(ROLE) else None
    if role is not None:
        return Party(role_id=role)
    for one in _upwards(word, staff_id, department_id, people):
        here = people.away.get(one, one)
        if here in people.organisation.home:
            return Party(staff_id=here)
    return Party(role_id=people.roles.get(ADMINISTRATOR))


def _upwards(word: str, staff_id: int | None, department_id: int | None, people: People) -> Iterator[int]:
    """The one addressed and everybody above him, the nearest first."""
    office = people.organisation
    head = head_of(office, department_id)
    above = line_of(office, head) if head is not None else line_of(office, staff_id) if staff_id is not None else ()
    if word.startswith(POSITION):
        yield from _holders(word.removeprefix(POSITION), department_id, people)
    if word == RESPONSIBLE and staff_id is not None:
        yield staff_id
    if word in (RESPONSIBLE, HEAD) and head is not None:
        yield head
    if word in (RESPONSIBLE, HEAD, ABOVE):
        yield from above
    yield from top(office)


def _holders(key: str, department_id: int | None, people: People) -> Iterator[int]:
    position = people.positions.get(key)
    for place in (department_id, None):
        if position is not None:
            yield from people.organisation.holders.get((position, place), ())
