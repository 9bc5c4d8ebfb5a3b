"""Giving visitors to somebody: by the rules, by hand, to another line, desk or person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.documents.render import office_language
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.reception.counters.models import Desk, Purpose
from app.reception.queue import queries
from app.reception.queue.feature import MANAGE
from app.reception.queue.models import Visit
from app.reception.queue.policy import END, QueuePolicy
from app.reception.queue.rules import WAITING
from app.reception.queue.service import turns
from app.reception.queue.service.receiving import was_received
from app.reception.queue.service.steps import (
    check_desk,
    check_free,
    check_own,
    hold_person,
    move,
    needed,
    take,
    today,
)
from app.reception.rota import service as rota
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

NOT_THERE = Text("Whoever was to receive cannot do so now.")


def assign_waiting(*, by: Actor) -> int:
    """Give those who wait for the rota to whoever is free now, first come, first served; return to how many.

    Hook `reps_changed` of the rota. Nobody rests unassigned while somebody is free, and whoever was given a visitor
    and went away before calling him is passed over like others who are away (R-05).
    """
    with unit_of_work(by=by):
        given = 0
        if not turns.open_today():
            return given
        while (left := queries.assigned_by_rules(today(), turns.unfit())) is not None:
            _take_from(left, by)
        for visit in queries.unassigned(today()):
            if not turns.somebody_is_free():
                break
            given += choose(visit, by=by)
        return given


def choose(visit: Visit, *, by: Actor) -> bool:
    """Let the rules choose who receives a waiting visitor; tell whether they found somebody.

    The lines of the ledger hang on the step that made him wait, so that its undo finds them.
    """
    staff_id = turns.choose(visit, queries.steps_of(visit.id)[-1].id, by=by)
    if staff_id is None:
        return False
    move(visit, "assign", by=by, staff_id=staff_id)
    return True


def _take_from(visit: Visit, by: Actor) -> None:
    """Put a visitor back into the line whose receiver cannot receive; giving the turn back lets the rules choose."""
    with office_language():
        why = say(NOT_THERE)
    made = move(visit, "transfer", by=by, reason=why, staff_id=None, desk_id=None)
    turns.given_back(visit, made, by=by)


def assign(visit_id: int, version: int | None, staff_id: int, reason: str, *, by: Actor) -> Visit:
    """Say by hand who is to receive a waiting visitor, with the reason (R-14). Raises Refused, Conflict."""
    with unit_of_work(by=by):
        if not by.may(MANAGE.name):
            raise Refused(Text("Whoever manages the line decides this."))
        visit = take(visit_id, version)
        why = needed(reason)
        _check_person(staff_id, but=visit.staff_id)
        before = visit.staff_id
        made = move(visit, "assign", by=by, reason=why, staff_id=staff_id, desk_id=None)
        turns.by_hand(visit, staff_id, why, made.id, by=by)
        if before is not None:
            turns.given_back(visit, made, by=by)
        return visit


def transfer(
    visit_id: int,
    version: int | None,
    *,
    staff_id: int | None = None,
    purpose_id: int | None = None,
    desk_id: int | None = None,
    reason: str,
    by: Actor,
) -> Visit:
    """Transfer a visitor to a person, to the line of another purpose or to a desk; the time of arrival stays.

    His place in the line stays too, unless the office puts transferred visitors at the end. Raises Refused, Conflict.
    """
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_desk(by)
        check_own(visit, by)
        why = needed(reason)
        target = _target(visit, staff_id, purpose_id, desk_id)
        receiver, received = visit.staff_id, was_received(visit)
        made = move(visit, "transfer", by=by, reason=why, place=_place(visit), calls=0, called_at=None, **target)
        if staff_id is not None:
            turns.by_hand(visit, staff_id, why, made.id, by=by)
        if received:
            turns.ended(visit, receiver, made.id, by=by)
        else:
            turns.given_back(visit, made, by=by)
        if desk_id is None and visit.staff_id is None and turns.chooses(visit):
            choose(visit, by=by)
        return visit


def take_over(visit_id: int, staff_id: int, *, basis: str, reason: str, turn_back: bool = False, by: Actor) -> None:
    """Let somebody else receive an open visit from now on, as claims have decided. Hook `take_over` of claims.

    `basis` is the word of their decision. With `turn_back` whoever had the visitor has used no turn.
    """
    with unit_of_work(by=by):
        visit = take(visit_id, None)
        if visit.staff_id == staff_id:
            return
        receiver = visit.staff_id
        if was_received(visit):
            hold_person(staff_id)
            check_free(staff_id, but=visit.id)
        made = move(visit, "take_over", by=by, reason=reason, staff_id=staff_id, desk_id=None)
        turns.busy(visit, staff_id, made.id, by=by, basis=basis)
        if turn_back:
            rota.give_turn_back(visit.id, reason, interval_id=made.id, by=by)
        turns.ended(visit, receiver, made.id, by=by)


def start_again(visit_id: int, choose: Callable[[int], int | None], *, reason: str, by: Actor) -> None:
    """Put an open visit back into the line and let `choose` say who receives it. Hook `start_again` of claims."""
    with unit_of_work(by=by):
        visit = take(visit_id, None)
        made = move(visit, "transfer", by=by, reason=reason, staff_id=None, desk_id=None, calls=0, called_at=None)
        staff_id = choose(made.id)
        if staff_id is not None:
            move(visit, "assign", by=by, staff_id=staff_id)


def _target(visit: Visit, staff_id: int | None, purpose_id: int | None, desk_id: int | None) -> dict[str, Any]:
    """What the visit shows after the transfer. Raises Refused where nothing or nobody is named, or nothing changes."""
    if purpose_id is not None:
        _check_there(Purpose, purpose_id, "purpose_id")
    if desk_id is not None:
        _check_there(Desk, desk_id, "desk_id")
    if staff_id is not None:
        _check_person(staff_id, but=visit.staff_id if visit.state == WAITING else None)
    if staff_id is None and desk_id is None and purpose_id in (None, visit.purpose_id):
        raise Refused(Text("To whom, to which desk or to which line?"), field="staff_id")
    return {"staff_id": staff_id, "desk_id": desk_id, "purpose_id": purpose_id or visit.purpose_id}


def _check_there(model: type[Purpose] | type[Desk], row_id: int, field: str) -> None:
    if db.session.scalar(select(model.id).where(model.id == row_id, model.active)) is None:
        raise Refused(Text("Please choose one of the list."), field=field)


def _check_person(staff_id: int, *, but: int | None) -> None:
    if db.session.scalar(select(Staff.id).where(Staff.id == staff_id, Staff.active)) is None:
        raise Refused(Text("Please choose one of the list."), field="staff_id")
    if staff_id == but:
        raise Refused(Text("This person has the visitor already."), field="staff_id")


def _place(visit: Visit) -> datetime:
    at_the_end = policy.of(QueuePolicy).place_of_transferred == END
    return max(current_work().at, visit.place) if at_the_end else visit.place
