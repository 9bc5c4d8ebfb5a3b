"""The state of a day as the fold of its lines: the same lines always give the same state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from app.reception.rota.rules import lines as words
from app.reception.rota.rules.lines import Busy, Line, Person, Settings, State

STATUS_OF_SHIFT = {"full": words.EXPECTED, "early": words.EXPECTED, "late": words.LATER, "off": words.OFF}


def replay(lines: Iterable[Line], settings: Settings) -> State:
    """The state after these lines, in the order of their ids; undone lines and those that undo are left out (R-02).

    A line says itself what it did; `settings` only tell whether readiness is asked for.
    """
    known = sorted(lines, key=lambda line: line.id)
    out = left_out({line.id: line.undoes for line in known})
    standing = (line for line in known if line.undoes is None and line.id not in out)
    return reduce(_after, standing, State(ready_first=settings.ready_first))


def left_out(undoes: Mapping[int, int | None]) -> set[int]:
    """The lines that no longer count, from each line's id and the id of the line it undoes.

    A line that undoes may be undone itself, by a later one: then what it had undone counts again.
    """
    out: set[int] = set()
    for one in sorted(undoes, reverse=True):
        undone = undoes[one]
        if undone is not None and one not in out:
            out.add(undone)
    return out


def end_of_chain(line: int, undoes: Mapping[int, int | None]) -> int:
    """What must be undone so that a line that counts no longer does: itself, or what brought it back last."""
    undone_by = {undone: one for one, undone in undoes.items() if undone is not None}
    while line in undone_by:
        line = undone_by[line]
    return line


def _after(state: State, line: Line) -> State:
    return DO[line.kind](state, line)


def _open(state: State, line: Line) -> State:
    """`facts`: order, shifts (of those who are in the rota), credits (their owners, oldest first)."""
    order, owners = tuple(line.facts["order"]), tuple(line.facts.get("credits", ()))
    shifts: Mapping[str, str] = line.facts.get("shifts", {})
    people = {
        one: Person(status=STATUS_OF_SHIFT[shifts.get(str(one), "full")], credits=owners.count(one)) for one in order
    }
    return replace(state, line=order, people=people, waiting_credits=owners)


def _sign_in(state: State, line: Line) -> State:
    """Whoever was not planned, or had left, joins at the end; nobody else is moved."""
    person = person_of(state, line.staff)
    joins = line.staff not in state.line or person.status in (words.OFF, words.LEFT)
    state = _with(state, line.staff, status=words.HERE, reason=None)
    return replace(state, line=moved(state.line, line.staff, words.LAST)) if joins else state


def _pause(state: State, line: Line) -> State:
    verified = bool(line.facts.get("verified"))
    return _with(state, line.staff, status=words.GONE, reason=line.reason, verified=verified)


def _back(state: State, line: Line) -> State:
    return _with(state, line.staff, status=words.HERE, reason=None, verified=False)


def _leave(state: State, line: Line) -> State:
    return _with(state, line.staff, status=words.LEFT, reason=None, verified=False, missed=0)


def _receive(state: State, line: Line) -> State:
    """A reception begins: a turn in the order, a make-up turn, or one outside the order that costs what it says."""
    person = person_of(state, line.staff)
    busy = Busy(line.visit or 0, line.reason or words.NEW, bool(line.facts.get("front")))
    state = _with(state, line.staff, busy=(*person.busy, busy), turns=person.turns + line.cost)
    if line.credit:
        return _credited(state, line.staff, line.credit)
    return replace(state, line=moved(state.line, line.staff, words.LAST)) if line.cost else state


def _pass(state: State, line: Line) -> State:
    person, kept = person_of(state, line.staff), line.facts["treatment"] == words.KEPT
    state = _with(
        state,
        line.staff,
        passed=person.passed + 1,
        kept=person.kept + kept,
        missed=person.missed + (line.reason == words.UNVERIFIED and not kept),
        cancelled=person.cancelled - (line.reason == words.CANCELLED),
    )
    if kept:
        return state
    return _credited(replace(state, line=moved(state.line, line.staff, words.LAST)), line.staff, line.credit)


def _end(state: State, line: Line) -> State:
    """A reception ends; who helped out may come first for the very next customer (R-21)."""
    person = person_of(state, line.staff)
    ended = [one for one in person.busy if one.visit == line.visit]
    state = _with(state, line.staff, busy=tuple(one for one in person.busy if one.visit != line.visit))
    front = any(one.front for one in ended)
    return replace(state, line=moved(state.line, line.staff, words.FRONT)) if front else state


def _void(state: State, line: Line) -> State:
    """An empty turn (轮空, R-60): the first person is free again; `facts` say whether he now comes first."""
    state = _end(state, line)
    place = line.facts.get("place")
    return replace(state, line=moved(state.line, line.staff, place)) if place else state


def _check(state: State, line: Line) -> State:
    return _with(state, line.staff, ready=bool(line.facts["ready"]), barred=line.reason == "bar")


def _cancel(state: State, line: Line) -> State:
    return _with(state, line.staff, cancelled=person_of(state, line.staff).cancelled + 1)


def _verify(state: State, line: Line) -> State:
    """The errand was real: from now on the place is kept, and a turn lost through it becomes priority (R-06)."""
    person = person_of(state, line.staff)
    state = _with(state, line.staff, verified=person.away == words.ERRAND, missed=0)
    return replace(state, line=moved(state.line, line.staff, words.FRONT)) if person.missed else state


def _swap(state: State, line: Line) -> State:
    other = {line.staff: line.other, line.other: line.staff}
    return replace(state, line=tuple(other.get(one, one) or one for one in state.line))


def _move(state: State, line: Line) -> State:
    return replace(state, line=moved(state.line, line.staff, line.facts["place"]))


def _credit(state: State, line: Line) -> State:
    return _credited(state, line.staff, line.credit)


def _close(state: State, _line: Line) -> State:
    people = {
        one: replace(person, status=words.LEFT, busy=(), reason=None) if person.on_duty else person
        for one, person in state.people.items()
    }
    return replace(state, people=people, closed=True)


def moved(order: tuple[int, ...], staff: int | None, place: str | int) -> tuple[int, ...]:
    """The line with one person moved to the front, to the end, or to a place counted from nought."""
    others = [one for one in order if one != staff]
    at = {words.FRONT: 0, words.LAST: len(others)}.get(str(place))
    others.insert(int(place) if at is None else at, staff or 0)
    return tuple(others)


def person_of(state: State, staff: int | None) -> Person:
    """How somebody stands; whoever is not in the rota takes no part."""
    return state.people.get(staff or 0) or Person()


def _with(state: State, staff: int | None, **values: Any) -> State:
    return replace(state, people={**state.people, staff or 0: replace(person_of(state, staff), **values)})


def _credited(state: State, staff: int | None, credit: int) -> State:
    """Give make-up turns, or take them, the oldest first. One owed from before is settled by the next one given."""
    have, waiting = person_of(state, staff).credits, list(state.waiting_credits)
    for _ in range(max(0, min(credit, have + credit))):
        waiting.append(staff or 0)
    for _ in range(min(-credit, max(0, have))):
        waiting.remove(staff or 0)
    return _with(replace(state, waiting_credits=tuple(waiting)), staff, credits=have + credit)


DO: Mapping[str, Callable[[State, Line], State]] = {
    words.OPEN: _open,
    words.SIGN_IN: _sign_in,
    words.PAUSE: _pause,
    words.BACK: _back,
    words.LEAVE: _leave,
    words.TURN: _receive,
    words.OUTSIDE: _receive,
    words.PASS: _pass,
    words.END: _end,
    words.VOID: _void,
    words.CHECK: _check,
    words.CANCEL: _cancel,
    words.VERIFY: _verify,
    words.SWAP: _swap,
    words.MOVE: _move,
    words.CREDIT: _credit,
    words.CLOSE: _close,
}
