"""Passing a complaint on from stage to stage, and sending it back (K-14, K-15, K-67)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.complaints.cases.feature import PASSED, REGISTER, RETURNED, SKIPPED
from app.complaints.cases.kinds import stage_obstacles, tell_moved
from app.complaints.cases.models import Complaint
from app.complaints.cases.moves import NUMBER, Move, joined, passing, place, returning
from app.complaints.cases.moves import PASSED as BY_PASSING
from app.complaints.cases.rules import check_asked, check_needs, check_running
from app.complaints.cases.service import placing
from app.complaints.cases.service.changing import Change, changed_by
from app.complaints.cases.service.writing import write_down
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.queries import holder_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text


def pass_on(
    complaint_id: int,
    *,
    version: int,
    values: Mapping[str, Any],
    opinion: str | None = None,
    to: str | None = None,
    by: Actor,
) -> Complaint:
    """Add what the stage asks for and pass a complaint on (K-14): to the next stage, or past optional ones to `to`.

    `values` are by field key, those of every stage that is filled in together with this one. `opinion` stays inside;
    where a stage is passed over it says why. Passing the stage that numbers gives the number and starts the clock.
    Raises Refused for what is missing, for a stage that may not be skipped, and while the features above object;
    Conflict where somebody was quicker; NoResultFound.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.may_move) as change:
        one = change.one
        check_running(paused=one.paused)
        group = together(one, change.stages)
        move = passing(change.stages, one.stage_key or "", to, with_it=group, why=opinion)
        passed = [change.stages[place(change.stages, key)] for key, how in move.left if how == BY_PASSING]
        check_asked(values, {key for stage in passed for key in (*stage.asks, *stage.needs)})
        write_down(one, values, reason=opinion, by=by)
        check_needs(passed, placing.columns_of(one))
        _check_obstacles(one, passed)
        _move(change, move, opinion, by)
    return one


def send_back(complaint_id: int, *, version: int, to: str, reason: str, by: Actor) -> Complaint:
    """Send a complaint back to an earlier stage, with the reason; number and clock of the whole stay.

    Raises Refused for another stage than an earlier one and without a reason, Conflict, NoResultFound.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.may_move) as change:
        check_running(paused=change.one.paused)
        move = returning(change.stages, change.one.stage_key or "", to, reason)
        _move(change, move, reason, by)
    return change.one


def together(one: Complaint, stages: Sequence[RouteStage]) -> list[str]:
    """The stages that are filled in on one page with the one where it is, itself first: the same person holds them."""
    here = place(stages, one.stage_key or "")
    holder = (one.holder_id, one.holder_department_id)
    same = [stage.key for stage in stages[here + 1 :] if holder_of(stage, one) == holder]
    return joined(stages, one.stage_key or "", same)


def _move(change: Change, move: Move, opinion: str | None, by: Actor) -> None:
    one, stages = change.one, change.stages
    names = {"from": change.here.name, "to": stages[place(stages, move.to)].name}
    (_, how), *others = move.left
    placing.leave(one, change.stay(), how, opinion, by=by)
    over = []
    for key, outcome in others:
        stage = stages[place(stages, key)]
        over += [stage.name] if outcome != BY_PASSING else []
        placing.pass_through(one, stage, outcome, opinion if outcome != BY_PASSING else None, by=by)
    if _numbers(stages, [key for key, outcome in move.left if outcome == BY_PASSING]):
        _number(one, by)
    placing.enter(one, stages[place(stages, move.to)], by=by)
    if over:
        change.recorded(SKIPPED, reason=opinion, over=over, **names)
    else:
        change.recorded(PASSED if how == BY_PASSING else RETURNED, reason=opinion, **names)
    tell_moved(one.id, move.to, by=by)


def _number(one: Complaint, by: Actor) -> None:
    if one.number is None and not by.may(REGISTER.name):
        raise Refused(Text("Only who keeps the register of complaints accepts and numbers them."))
    placing.number(one, by=by)


def _numbers(stages: Sequence[RouteStage], passed: Collection[str]) -> bool:
    return any(stage.kind == NUMBER and stage.key in passed for stage in stages)


def _check_obstacles(one: Complaint, passed: Sequence[RouteStage]) -> None:
    for stage in passed:
        if found := stage_obstacles(one.id, stage.kind, stage.key):
            raise Refused(found[0])
