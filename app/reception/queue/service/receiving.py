"""Receiving visitors: from the greeting until they are seen out (R-15 to R-17)."""

from __future__ import annotations

from typing import Any

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.queue import queries
from app.reception.queue.feature import MANAGE
from app.reception.queue.models import Visit
from app.reception.queue.rules import HOLD, NOT_NEEDED, OUTCOMES, SERVING, after_hold
from app.reception.queue.service import turns
from app.reception.queue.service.steps import check_desk, check_free, check_own, hold_person, move, needed, take
from app.unit_of_work import unit_of_work


def hold(visit_id: int, version: int | None, reason: str, *, by: Actor) -> Visit:
    """Put somebody on hold, with the reason: he fetches a paper, or waits for a colleague. Raises Refused, Conflict."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_desk(by)
        check_own(visit, by)
        move(visit, "hold", by=by, reason=needed(reason))
        return visit


def take_back(visit_id: int, version: int | None, *, by: Actor) -> Visit:
    """Take somebody back from hold: into his reception, or into the line at his old place. Raises StillServing."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_desk(by)
        serves = was_received(visit)
        if serves and visit.staff_id is not None:
            _check_receiver(visit, by)
            hold_person(visit.staff_id)
            check_free(visit.staff_id)
        back: dict[str, Any] = {} if serves else {"calls": 0, "called_at": None}
        move(visit, "take_back", by=by, **back)
        return visit


def finish(
    visit_id: int, version: int | None, outcome: str | None = None, note: str | None = None, *, by: Actor
) -> Visit:
    """End a reception when the visitor has been seen out (R-17), with its outcome (R-12). Raises Refused, Conflict."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_own(visit, by)
        if outcome and outcome not in OUTCOMES:
            raise Refused(Text("Please choose one of the list."), field="outcome")
        return _end(visit, "finish", by, None, outcome=outcome or None, outcome_note=(note or "").strip() or None)


def end_running(staff_id: int, *, but: int | None = None, by: Actor) -> None:
    """Finish whatever visit this person receives or has called, so that he can call the next."""
    running = queries.active_of(staff_id)
    if running is not None and running.id != but:
        _end(running, "finish", by, None)


def not_needed(visit_id: int, version: int | None, reason: str, *, by: Actor) -> Visit:
    """Note that a visitor needed no reception (a supplier, a passer-by): his turn is given back (R-12)."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_desk(by)
        check_own(visit, by)
        why = needed(reason)
        made = move(visit, "not_needed", by=by, reason=why, more={"outcome": NOT_NEEDED, "confirmed": False})
        turns.given_back(visit, made, by=by)
        return visit


def leave(visit_id: int, version: int | None, reason: str | None = None, *, by: Actor) -> Visit:
    """Note that a visitor has left, in the middle or without having been received. Raises Conflict."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_desk(by)
        check_own(visit, by)
        return _end(visit, "leave", by, reason)


def cancel(visit_id: int, version: int | None, reason: str, *, by: Actor) -> Visit:
    """Cancel a visit that was registered by mistake; its number stays used. By whoever registered it, or a manager."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        if visit.registered_by_id != by.staff_id and not by.may(MANAGE.name):
            raise Refused(Text("Only whoever registered the visitor may cancel the visit, or who manages the line."))
        return _end(visit, "cancel", by, needed(reason))


def _end(visit: Visit, key: str, by: Actor, reason: str | None, **more: Any) -> Visit:
    """End a visit: whoever was received has used a turn, whoever was not has used none."""
    receiver, received = visit.staff_id, was_received(visit) or key == "finish"
    made = move(visit, key, by=by, reason=reason, more=more)
    if received:
        turns.ended(visit, receiver, made.id, by=by)
    else:
        turns.given_back(visit, made, by=by)
    return visit


def was_received(visit: Visit) -> bool:
    """Tell whether the visitor is being received, or was when he was put on hold."""
    if visit.state != HOLD:
        return visit.state == SERVING
    return after_hold([one.state for one in queries.steps_of(visit.id)]) == SERVING


def _check_receiver(visit: Visit, by: Actor) -> None:
    if visit.staff_id != by.staff_id and not by.may(MANAGE.name):
        raise Refused(Text("Somebody else receives this visitor."))
