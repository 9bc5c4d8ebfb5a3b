"""The rota as its screens show it: who receives, who is next, who must be ready, who is away and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.domain.text import Text
from app.office.policy import queries as policy
from app.reception.rota import queries
from app.reception.rota.policy import RotaPolicy
from app.reception.rota.rules import Person, State, on_deck
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.choosing import why_not

SERVING, NEXT, DECK, FREE, WAITS, BLOCKED = "serving", "next", "deck", "free", "waits", "blocked"
SAYS = {
    NEXT: Text("Is next"),
    DECK: Text("Must be ready"),
    FREE: Text("Is here"),
}
COLOURS = {SERVING: "blue", NEXT: "green", DECK: "yellow", FREE: "secondary", WAITS: "secondary", BLOCKED: "red"}


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody of the line as he is shown; `role` is one of the words above, `says` the word for it."""

    staff_id: int
    name: str
    place: int
    role: str
    says: Text
    person: Person

    @property
    def colour(self) -> str:
        """The colour of the role; the word says it, the colour only helps."""
        return COLOURS[self.role]


@dataclass(frozen=True, slots=True)
class Strip:
    """The rota of a day in a few words. `lunch` names who staffs the desk at lunch, while it is lunch (R-18)."""

    day: date
    closed: bool
    lines: tuple[Seen, ...]
    lunch: tuple[str, ...]
    lunch_duty: tuple[str, ...]

    def of(self, role: str) -> list[Seen]:
        """The people in this role."""
        return [one for one in self.lines if one.role == role]

    def whose(self, staff_id: int | None) -> Seen | None:
        """How somebody is shown; None for whoever is not on duty."""
        return next((one for one in self.lines if one.staff_id == staff_id), None)


def strip(day: date) -> Strip | None:
    """The rota of a day for its strip and its page (R-04, R-18); None where no rota was opened on it."""
    state = queries.state(day)
    if state is None:
        return None
    values, names = policy.of(RotaPolicy, day), queries.names(state.line)
    lines = seen(state, values.on_deck, names)
    duty = tuple(names[one] for one in state.order if state.people[one].status == words.HERE)[: values.lunch_desk]
    now = is_lunch(values, clock.now())
    return Strip(day, state.closed, lines, duty if now else (), duty)


def seen(state: State, ready: int, names: Mapping[int, str]) -> tuple[Seen, ...]:
    """Everybody on duty in the order of the line; `ready` is how many must be ready after the next one (R-04)."""
    deck = on_deck(state, 1 + ready)
    return tuple(
        Seen(one, names.get(one, ""), place, *_role(one, state, deck), person=state.people[one])
        for place, one in enumerate(state.order, 1)
    )


def is_lunch(values: RotaPolicy, at: datetime) -> bool:
    """Tell whether it is lunch (R-18)."""
    return values.lunch_from <= clock.local(at).time() < values.lunch_until


def _role(staff_id: int, state: State, deck: tuple[int, ...]) -> tuple[str, Text]:
    if staff_id in deck:
        role = NEXT if deck[0] == staff_id else DECK
        return role, SAYS[role]
    why = why_not(state.people[staff_id], state.ready_first)
    if why is None:
        return FREE, SAYS[FREE]
    if state.people[staff_id].busy:
        return SERVING, Text(words.REASONS[why])
    return (BLOCKED if why in words.BLOCKING else WAITS), Text(words.REASONS[why])
