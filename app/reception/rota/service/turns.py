"""Who receives: turns taken, receptions outside the order, their end, and turns that are given back or void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.rota import queries
from app.reception.rota.kinds import tell_reps_changed
from app.reception.rota.models import TurnEntry
from app.reception.rota.policy import FIRST, SECOND
from app.reception.rota.rules import Choice, State, next_person
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.fold import left_out
from app.reception.rota.rules.lines import BUSY_OF_BASIS
from app.reception.rota.service.ledger import hold, hold_open, lock, today, undo, write
from app.unit_of_work import current_work, unit_of_work

RECEIVING = (words.TURN, words.OUTSIDE)


def take_turn(visit_id: int, interval_id: int | None, *, by: Actor) -> Choice:
    """Give a visitor to the person whose turn it is, and write who was passed over and why (R-01, R-02, R-05 to R-07).

    Where nobody is free, or no rota is open today, `staff_id` is None and nothing is written. Whoever had an empty turn
    with this visitor does not receive him again (R-60).
    """
    with unit_of_work(by=by):
        day = today()
        state = queries.state(day) if hold(day) else None
        if state is None:
            return Choice(None, why=(Text("No rota is open today"),))
        rules = queries.settings(day)
        void = _void_for(visit_id, day)
        choice = next_person(state, rules, but={one.staff_id or 0 for one in void})
        if choice.staff_id is not None:
            common = {"visit_id": visit_id, "interval_id": interval_id}
            for one in choice.passed:
                treated = {"treatment": one.treatment}
                write(day, words.PASS, one.staff_id, reason=one.why, credit=one.credit, facts=treated, **common)
            facts = {**_decided_on(state, asdict(rules)), "front": any(one.facts["priority"] == SECOND for one in void)}
            credit = -1 if choice.made_up else 0
            write(day, words.TURN, choice.staff_id, cost=1, credit=credit, reason=words.NEW, facts=facts, **common)
    return choice


def receive_outside(
    staff_id: int,
    visit_id: int,
    interval_id: int | None,
    basis: str,
    *,
    cost: int = 0,
    front: bool = False,
    by: Actor,
) -> None:
    """Let somebody receive outside the order (R-19 to R-21, R-53): he is busy, and it costs so many turns.

    `basis` is the word of the claim (owner, courtesy_last, designated, brought …). With `front`, or where the office
    rules so for courtesies, the helper comes first afterwards. Nothing is written where no rota is open.
    """
    with unit_of_work(by=by):
        day = today()
        if not hold(day):
            return
        kind = BUSY_OF_BASIS.get(basis, words.NEW if cost else words.OLD)
        front = front or (kind == words.COURTESY and queries.settings(day).courtesy_front)
        facts = {"basis": basis, "front": front}
        write(
            day,
            words.OUTSIDE,
            staff_id,
            visit_id=visit_id,
            interval_id=interval_id,
            cost=cost,
            reason=kind,
            facts=facts,
        )


def reception_ended(visit_id: int, staff_id: int, *, interval_id: int | None = None, by: Actor) -> None:
    """Write that somebody has finished receiving a visitor (R-17); visitors who wait may be given to him at once."""
    with unit_of_work(by=by):
        day = today()
        if lock(day) is not None and _receives(visit_id, staff_id, day):
            write(day, words.END, staff_id, visit_id=visit_id, interval_id=interval_id)
            tell_reps_changed(by=by)


def give_turn_back(visit_id: int, reason: str, *, interval_id: int | None = None, by: Actor) -> None:
    """Give the turn back for a visitor who needed no reception (R-12): as if he had never come, by compensating lines.

    Where the office rules that such a visitor uses the turn all the same, the reception only ends. `interval_id` is
    the step that does it: `undo_interval` of it brings the turn back as it was; its own lines stand.
    """
    with unit_of_work(by=by):
        day = today()
        found = _standing_of(visit_id, day) if lock(day) is not None else []
        found = [one for one in found if interval_id is None or one.interval_id != interval_id]
        if not found:
            return
        if queries.settings(day).gives_back:
            undo(found, queries.entries_of_visit(visit_id), interval_id=interval_id, note=reason)
        else:
            _end(found, visit_id, interval_id)
        tell_reps_changed(by=by)


def void_turn(visit_id: int, *, interval_id: int | None = None, by: Actor) -> None:
    """Make the reception of a visitor an empty turn (轮空): a serious fault or an absolute refusal (R-60).

    Whether the turn stays used, and who has priority afterwards, are policy. The visitor is received anew by
    `take_turn`. Raises Refused where nobody receives him or no rota is open.
    """
    with unit_of_work(by=by):
        day = today()
        hold_open(day)
        found = _standing_of(visit_id, day)
        first = next((one for one in reversed(found) if one.kind in RECEIVING), None)
        if first is None:
            raise Refused(Text("Nobody in the rota receives this visitor."))
        rules = queries.settings(day)
        if not rules.void_used:
            undo(found, queries.entries_of_visit(visit_id), interval_id=interval_id)
        facts = {"priority": rules.void_priority, "place": words.FRONT if rules.void_priority == FIRST else None}
        write(day, words.VOID, first.staff_id, visit_id=visit_id, interval_id=interval_id, facts=facts)


def undo_interval(interval_id: int, *, by: Actor) -> None:
    """Undo what a step of a visit wrote into the ledger, by compensating lines: the order is exactly as before.

    A step that had given a turn back brings it back so, on a closed day too.
    """
    with unit_of_work(by=by):
        query = select(TurnEntry.visit_id).where(TurnEntry.interval_id == interval_id).distinct()
        for visit_id in current_work().session.scalars(query).all():
            if visit_id is not None:
                _undo_step(visit_id, interval_id)
        tell_reps_changed(by=by)


def _undo_step(visit_id: int, interval_id: int) -> None:
    for day in sorted({one.day for one in queries.entries_of_visit(visit_id) if one.interval_id == interval_id}):
        lock(day)
    known = queries.entries_of_visit(visit_id)
    out = left_out({one.id: one.undoes_id for one in known})
    undo([one for one in known if one.interval_id == interval_id and one.id not in out], known)


def _end(found: Sequence[TurnEntry], visit_id: int, interval_id: int | None) -> None:
    busy = {one.staff_id for one in found if one.kind in RECEIVING}
    ended = {one.staff_id for one in found if one.kind in (words.END, words.VOID)}
    for staff_id in sorted(one for one in busy - ended if one is not None):
        write(today(), words.END, staff_id, visit_id=visit_id, interval_id=interval_id)


def _receives(visit_id: int, staff_id: int, day: date) -> bool:
    found = [one.kind for one in _standing_of(visit_id, day) if one.staff_id == staff_id]
    return bool(found) and found[-1] in RECEIVING


def _standing_of(visit_id: int, day: date) -> list[TurnEntry]:
    return [one for one in queries.standing(queries.entries_of_visit(visit_id)) if one.day == day]


def _void_for(visit_id: int, day: date) -> list[TurnEntry]:
    """The empty turns with this visitor: whoever receives him now replaces those people (R-60)."""
    return [one for one in _standing_of(visit_id, day) if one.kind == words.VOID]


def _decided_on(state: State, rules: Mapping[str, object]) -> dict[str, object]:
    """What the choice was made on, so that it can be explained and made again."""
    return {"line": list(state.order), "rules": rules}
