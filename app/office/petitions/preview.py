"""Who will be asked about a petition, in order and with those who stand in, before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries_people import people_today
from app.office.approvals.rules import PERSON, Asker, StepPlan, seated
from app.office.approvals.words import why
from app.office.petitions import queries, rules
from app.office.petitions.rules import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """A step to come: what it is called (msgid), who decides as things stand today, and why another than named."""

    label: str
    name: str
    because: Text | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Who will be asked, or why nobody can be asked so; `place` is where the author stands."""

    place: Place
    asked: Sequence[Asked]
    why_not: Text | None = None


def preview(route: str | None, people: Sequence[int], author_id: int) -> Preview:
    """Work out who would be asked today (F-67, S-14); what is refused is told instead."""
    office, route = people_today(), route if route in rules.ROUTES else rules.REPORT
    place = queries.place_of(author_id, office.organisation)
    try:
        chain = rules.chain_of(route, people, place)
    except Refused as refused:
        return Preview(place, (), refused.text)
    asker = Asker(author_id, office.organisation.home.get(author_id))
    asked = []
    for step, one in enumerate(chain):
        label = rules.label_of(route, step)
        for seat in seated(StepPlan(label, PERSON, staff_id=one), asker, office):
            because = why(seat.because, place.names[seat.staff_id])
            asked.append(Asked(label, place.names[seat.acting_id], because))
    return Preview(place, asked)
