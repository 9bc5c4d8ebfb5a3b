"""The greeting: a visitor is received from now on (R-12, R-15)."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.counters.queries import desk_of
from app.reception.queue.feature import MANAGE
from app.reception.queue.models import Visit
from app.reception.queue.rules import WAITING
from app.reception.queue.service import turns
from app.reception.queue.service.calls import ASK, FINISH, check_order
from app.reception.queue.service.receiving import end_running
from app.reception.queue.service.steps import check_free, hold_person, move, take
from app.unit_of_work import unit_of_work


def receive(
    visit_id: int,
    version: int | None,
    *,
    staff_id: int | None = None,
    reason: str | None = None,
    then: str = ASK,
    by: Actor,
) -> Visit:
    """Begin to receive a visitor who was called, or who waits for this person; the registration follows (R-83).

    By the one to whom he was given; the front desk may press it for him. A visitor whom nobody was given is taken in
    the order of the line, or with a reason as `call` does. Raises StillServing (R-15), Refused, Conflict.
    """
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        receiver = staff_id or visit.staff_id or by.staff_id
        if receiver is None or (by.staff_id != receiver and not by.may(MANAGE.name)):
            raise Refused(Text("Somebody else receives this visitor."))
        hold_person(receiver)
        if then == FINISH:
            end_running(receiver, but=visit.id, by=by)
        check_free(receiver, but=visit.id)
        sitting = desk_of(receiver)
        if visit.state == WAITING and visit.staff_id != receiver:
            reason = check_order(visit, receiver, sitting, reason, by)
        before = visit.staff_id
        desk_id = sitting.desk_id if sitting else visit.desk_id
        made = move(visit, "receive", by=by, reason=reason, staff_id=receiver, desk_id=desk_id)
        turns.taken(visit, before, made, by=by)
        turns.received(visit, receiver, by=by)
        return visit
