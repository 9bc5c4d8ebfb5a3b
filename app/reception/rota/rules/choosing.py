"""Who receives the next new customer, and why it is he."""

from __future__ import annotations

from collections.abc import Container

from app.domain.text import Text
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.lines import Choice, Pass, Person, Settings, State


def next_person(state: State, settings: Settings, but: Container[int] = ()) -> Choice:
    """Whose turn it is (R-01, R-02): make-up turns first, oldest first (R-07), else the first of the line who is free.

    Whoever stands before him in the line is passed over, each by his reason (R-05 to R-07, D-08). Where nobody is
    free nobody is passed over either; but where the only one who is here had his turn of this round taken away, the
    round passes and the line comes round to him (R-02). Those in `but` are left out and keep their places: the visitor
    has refused them (R-60).
    """
    for staff_id in state.waiting_credits:
        if idle(state, staff_id) and staff_id not in but:
            return Choice(staff_id, made_up=True, why=(Text("%(person)s has a make-up turn", person=staff_id),))
    passed: list[Pass] = []
    for staff_id in (one for one in state.order if one not in but):
        if free(state, staff_id):
            chosen = Text("%(person)s is the first of the line who is free", person=staff_id)
            return Choice(staff_id, tuple(passed), why=(*map(sentence, passed), chosen))
        passed.append(_pass(staff_id, state.people[staff_id], state, settings))
    return _only_one(state, settings, but) or Choice(None, why=(Text("Nobody in the rota is free"),))


def last_person(state: State) -> int | None:
    """The last of the line who is free: he gives the courtesy reception under 002 §12 (R-32, R-62, D-03)."""
    return next((one for one in reversed(state.order) if free(state, one)), None)


def on_deck(state: State, number: int) -> tuple[int, ...]:
    """Who receives the next new customers if nobody's status changes: the first is next, the second must be ready.

    (R-04.) Shorter than `number` where fewer people are free.
    """
    credits = [one for one in state.waiting_credits if idle(state, one)]
    line = [one for one in state.order if free(state, one)]
    return tuple(dict.fromkeys([*credits, *line]))[:number]


def free(state: State, staff_id: int) -> bool:
    """Tell whether somebody can take the turn in the line now: here, not receiving, ready, not cancelled."""
    return idle(state, staff_id) and not state.people[staff_id].cancelled


def present(state: State, staff_id: int) -> bool:
    """Tell whether somebody is in the office: signed in, not left, not away; perhaps receiving."""
    person = state.people.get(staff_id)
    return person is not None and person.status == words.HERE


def fit(state: State, staff_id: int) -> bool:
    """Tell whether somebody may receive: in the office and neither barred nor unready (R-09); perhaps receiving."""
    return present(state, staff_id) and _unready(state.people[staff_id], state.ready_first) is None


def idle(state: State, staff_id: int) -> bool:
    """Tell whether somebody could receive now, whatever the order of turns.

    A turn that was taken away does not stand against it: a make-up turn was earned in an earlier round, and somebody's
    own old customer uses no turn.
    """
    return fit(state, staff_id) and not state.people[staff_id].busy


def why_not(person: Person, ready_first: bool) -> str | None:
    """The reason for which the turn passes this person by; None for whoever is free."""
    if person.cancelled:
        return words.CANCELLED
    if person.status == words.EXPECTED:
        return words.LATE
    if person.status == words.GONE:
        return words.UNVERIFIED if person.reason == words.ERRAND and not person.verified else person.reason
    if person.busy:
        return person.busy[0].kind
    return _unready(person, ready_first)


def sentence(one: Pass) -> Text:
    """Why somebody is passed over, and what becomes of his place."""
    return Text(
        "%(person)s is passed over: %(why)s. %(treatment)s.",
        person=one.staff_id,
        why=Text(words.REASONS[one.why]),
        treatment=Text(words.TREATMENTS[one.treatment]),
    )


def _only_one(state: State, settings: Settings, but: Container[int]) -> Choice | None:
    """The only person who is here, where a turn that was taken away is all that stands against him."""
    here = [one for one in state.order if fit(state, one) and one not in but]
    if len(here) != 1 or not idle(state, here[0]):
        return None
    skipped = _pass(here[0], state.people[here[0]], state, settings)
    chosen = Text("Nobody else is here, so the line comes round to %(person)s", person=here[0])
    return Choice(here[0], (skipped,), why=(sentence(skipped), chosen))


def _unready(person: Person, ready_first: bool) -> str | None:
    if person.barred:
        return words.BARRED
    ready = person.ready if ready_first else person.ready is not False
    return None if ready else words.NOT_READY


def _pass(staff_id: int, person: Person, state: State, settings: Settings) -> Pass:
    why = why_not(person, state.ready_first) or words.ABSENT
    treatment = settings.treatment(why)
    if treatment != words.MADE_UP:
        return Pass(staff_id, why, treatment)
    credit = _credit(person, settings)
    return Pass(staff_id, why, treatment if credit else words.FULL, credit)


def _credit(person: Person, settings: Settings) -> int:
    """How many make-up turns a missed round gives, within the most that one may hold (R-07)."""
    most = settings.most_credits
    room = settings.makeup_per_round if most is None else max(0, most - person.credits)
    return min(settings.makeup_per_round, room)
