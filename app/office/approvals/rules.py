"""Whose voice a step asks for, who may give it today, and when a step is decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.office.absence.rules import stand_in
from app.office.positions.rules import Organisation, head_of, line_of, superior_of, top

HEAD, SUPERIOR, LINE, POSITION, ROLE, PERSON, TOP = "head", "superior", "line", "position", "role", "person", "top"
ANY, ALL, TURNS = "any", "all", "turns"
COMING, WAITING, GIVEN, COUNTED, GONE = "coming", "waiting", "given", "counted", "gone"


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step of a chain (审批环节): `who` is head, superior, line, position, role, person or top; `mode` any, all or
    turns. `position_id` of a line is the position at which it ends; `at_home` looks in the own department only."""

    label: str
    who: str
    position_id: int | None = None
    role_id: int | None = None
    staff_id: int | None = None
    at_home: bool = False
    mode: str = ANY


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and of which department the request is."""

    staff_id: int
    department_id: int | None


@dataclass(frozen=True, slots=True)
class People:
    """Who may be asked today.

    `roles`: (role, department or None) -> people who work here. `away`: person -> the deputy named for this absence;
    `usual`: person -> usual deputy. `fallback`: whoever decides where nobody else can. `left`: somebody who no longer
    works here -> the department he was in.
    """

    organisation: Organisation
    roles: Mapping[tuple[int, int | None], tuple[int, ...]] = field(default_factory=dict)
    away: Mapping[int, int | None] = field(default_factory=dict)
    usual: Mapping[int, int] = field(default_factory=dict)
    fallback: tuple[int, ...] = ()
    left: Mapping[int, int | None] = field(default_factory=dict)

    def works_here(self, staff_id: int | None) -> bool:
        """True for somebody who has not left."""
        return staff_id in self.organisation.home

    def is_there(self, staff_id: int | None) -> bool:
        """True for somebody who works here and is not away."""
        return self.works_here(staff_id) and staff_id not in self.away


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose voice is asked for (`staff_id`), who may give it today (`acting_id`), and why it is he.

    `because` is None for the person himself, else deputy, superior, left, fallback, away (nobody stands in),
    vacant (nobody holds the position: the top of the office) or submitter (instead of the submitter).
    """

    staff_id: int
    acting_id: int
    because: str | None = None


def seated(step: StepPlan, asker: Asker, people: People, present: Sequence[int] = ()) -> tuple[Seat, ...]:
    """The seats of a step in order; the submitter never sits in one, and nobody sits twice.

    `present` are those who sit there already: where nobody holds the position any more, those of them who have left
    keep their seats, in which their superiors act. Empty only where nobody but the submitter could decide.
    """
    seats = (_seat(person, because, asker, people) for person, because in _whose(step, asker, people, present))
    found: dict[int, Seat] = {}
    for seat in seats:
        if seat is not None:
            found.setdefault(seat.staff_id, seat)
    return tuple(found.values())


def expand(step: StepPlan, asker: Asker, people: People) -> tuple[int, ...]:
    """Whom a step names, the submitter included; empty where nobody holds the position or role (A-01 … A-45)."""
    organisation = _with_home(people, asker.staff_id, asker.department_id)
    match step.who:
        case "head":
            return _some(head_of(organisation, asker.department_id))
        case "superior":
            return _some(superior_of(organisation, asker.staff_id))
        case "line":
            return _up_to(step.position_id, line_of(organisation, asker.staff_id), organisation)
        case "position":
            return _holders(organisation.holders, step.position_id, step.at_home, asker.department_id)
        case "role":
            return _holders(people.roles, step.role_id, step.at_home, asker.department_id)
        case "person":
            return _some(step.staff_id)
    return top(organisation)


def acting_for(staff_id: int, asker: Asker, people: People) -> tuple[int | None, str | None]:
    """Who may speak for a person today, and why: himself, his deputy, a superior, the top, or the fallback role.

    Never the submitter. Somebody who is away and for whom nobody stands in keeps his seat; None only where he has
    left and nobody is there but the submitter.
    """
    if people.is_there(staff_id):
        return staff_id, None
    works_here = people.works_here(staff_id)
    deputy = _there(staff_id, asker, people) if works_here else None
    if deputy is not None:
        return deputy, "deputy"
    because = "superior" if works_here else "left"
    for candidates, why in ((_above(staff_id, people), because), (people.fallback, "fallback")):
        found = _first(candidates, asker, people)
        if found is not None:
            return found, why
    if works_here:
        return staff_id, "away"
    others = (*_above(staff_id, people), *people.fallback)
    return next((one for one in others if _may_be_asked(one, asker, people)), None), because


def states_of(mode: str, seats: Iterable[tuple[int, bool]], spoken: Collection[int]) -> list[str]:
    """What each seat is to be: given, counted, waiting, or coming (later in turns).

    `seats` are the acting person and whether the voice was given; `spoken` who has approved this request before, in
    person: the same person twice counts once.
    """
    states: list[str] = []
    for acting_id, given in seats:
        if given:
            states.append(GIVEN)
        elif mode == TURNS and WAITING in states:
            states.append(COMING)
        else:
            states.append(COUNTED if acting_id in spoken else WAITING)
    return states


def is_decided(mode: str, states: Sequence[str]) -> bool:
    """Whether a step has the voices that it needs: one, or those of all its seats."""
    spoken = [state in (GIVEN, COUNTED) for state in states]
    return any(spoken) if mode == ANY else bool(spoken) and all(spoken)


def below(organisation: Organisation, staff_id: int) -> frozenset[int]:
    """Everybody above whom this person stands (S-14)."""
    leads = {one for _, one in organisation.leaders} | {one for heads in organisation.heads.values() for one in heads}
    if staff_id not in leads:
        return frozenset()
    return frozenset(one for one in organisation.home if staff_id in line_of(organisation, one))


def _whose(step: StepPlan, asker: Asker, people: People, present: Sequence[int]) -> Iterator[tuple[int, str | None]]:
    """Whose voices are asked for once vacancies and the submitter's own seat are put right."""
    named = expand(step, asker, people)
    because = None
    if not named:
        named, because = tuple(one for one in present if not people.works_here(one)), None
    if not named:
        named, because = top(people.organisation) or people.fallback, "vacant"
    for person in named:
        if person != asker.staff_id:
            yield person, because
        else:
            yield from ((one, "submitter") for one in _instead_of_submitter(asker, people))


def _instead_of_submitter(asker: Asker, people: People) -> tuple[int, ...]:
    others = (*_above(asker.staff_id, people), *people.fallback)
    found = [one for one in others if _may_be_asked(one, asker, people)]
    return tuple(found[:1])


def _seat(staff_id: int, because: str | None, asker: Asker, people: People) -> Seat | None:
    acting_id, why = acting_for(staff_id, asker, people)
    return None if acting_id is None else Seat(staff_id, acting_id, why or because)


def _above(staff_id: int, people: People) -> tuple[int, ...]:
    """The superiors of a person, also of one who has left, and after them the top of the office."""
    organisation = _with_home(people, staff_id, people.left.get(staff_id))
    return tuple(dict.fromkeys((*line_of(organisation, staff_id), *top(organisation))))


def _first(candidates: Iterable[int], asker: Asker, people: People) -> int | None:
    found = (_there(one, asker, people) for one in candidates if people.works_here(one))
    return next((one for one in found if one is not None), None)


def _there(staff_id: int, asker: Asker, people: People) -> int | None:
    """The person himself or, while he is away, who stands in for him; never the submitter."""
    one = stand_in(staff_id, people.away, people.usual) if staff_id in people.away else staff_id
    return one if one is not None and one != asker.staff_id and people.is_there(one) else None


def _may_be_asked(staff_id: int, asker: Asker, people: People) -> bool:
    return staff_id != asker.staff_id and people.works_here(staff_id)


def _with_home(people: People, staff_id: int, department_id: int | None) -> Organisation:
    """The organisation as if this person worked there: whoever has left still had superiors."""
    organisation = people.organisation
    if staff_id in organisation.home:
        return organisation
    return replace(organisation, home={**organisation.home, staff_id: department_id})


def _up_to(position_id: int | None, line: tuple[int, ...], organisation: Organisation) -> tuple[int, ...]:
    """The line of superiors up to the first who holds the position; the whole line where nobody of it does."""
    if position_id is None:
        return line
    ends = frozenset(_holders(organisation.holders, position_id, False, None))
    place = next((place for place, one in enumerate(line) if one in ends), len(line))
    return line[: place + 1]


def _holders(
    held: Mapping[tuple[int, int | None], tuple[int, ...]], wanted: int | None, at_home: bool, home: int | None
) -> tuple[int, ...]:
    return tuple(
        dict.fromkeys(
            one
            for (thing, department), people in held.items()
            if thing == wanted and (not at_home or department == home)
            for one in people
        )
    )


def _some(staff_id: int | None) -> tuple[int, ...]:
    return () if staff_id is None else (staff_id,)
