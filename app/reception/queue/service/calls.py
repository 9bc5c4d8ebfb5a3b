"""Calling visitors: the next in the strict order, a chosen one, once more, and what follows where nobody comes."""

from __future__ import annotations

from sqlalchemy import update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.policy import queries as policy
from app.reception.counters.models import Sitting
from app.reception.counters.queries import desk_of, purposes_of_desk
from app.reception.queue import kinds, queries
from app.reception.queue.feature import MANAGE, SERVE
from app.reception.queue.models import Visit
from app.reception.queue.policy import QueuePolicy
from app.reception.queue.rules import WAITING, check_no_show, check_recall
from app.reception.queue.service import turns
from app.reception.queue.service.moving import choose
from app.reception.queue.service.receiving import end_running
from app.reception.queue.service.steps import (
    check_free,
    check_own,
    hold_line,
    hold_person,
    move,
    needed,
    overtaken,
    take,
    today,
)
from app.unit_of_work import current_work, unit_of_work

MOST_TRIES = 50
ASK, FINISH = "ask", "finish"


def call_next(staff_id: int, *, then: str = ASK, by: Actor) -> Visit | None:
    """Call the strict first who waits for this person (R-14, R-15): those assigned to him, then those of his desk.

    None where nobody waits. Raises StillServing while he receives or has called somebody, unless `then` is "finish",
    which finishes that visit in the same unit. Whoever loses a race for one visitor gets the next.
    """
    with unit_of_work(by=by):
        turns.hold()
        hold_line()
        _ready(staff_id, then, by)
        sitting = desk_of(staff_id)
        for _ in range(MOST_TRIES):
            visit = _first(staff_id, sitting)
            if visit is None:
                return None
            try:
                return _call(visit, staff_id, sitting, None, by)
            except Conflict:
                continue  # another desk was quicker; the next one is ours
        raise Conflict(Text("The program is busy just now. Please try again."))


def call(visit_id: int, version: int | None, *, reason: str | None = None, then: str = ASK, by: Actor) -> Visit:
    """Call a chosen visitor; out of order it needs a reason, and the right to manage the line unless all may (R-14).

    Raises StillServing as `call_next` does, Refused, Conflict.
    """
    with unit_of_work(by=by):
        staff_id = _oneself(by)
        turns.hold()
        _ready(staff_id, then, by)
        visit = take(visit_id, version)
        sitting = desk_of(staff_id)
        why = check_order(visit, staff_id, sitting, reason, by)
        return _call(visit, staff_id, sitting, why, by)


def recall(visit_id: int, version: int | None, *, by: Actor) -> Visit:
    """Call somebody once more, who has not come yet: counted, and not before the pause is over. Raises Refused."""
    with unit_of_work(by=by) as work:
        visit = take(visit_id, version)
        check_own(visit, by)
        check_recall(visit.called_at, work.at, policy.of(QueuePolicy).pause_between_calls)
        move(visit, "recall", by=by, calls=visit.calls + 1, called_at=work.at)
        kinds.tell_call(visit, "recall", by)
        return visit


def no_show(visit_id: int, version: int | None, *, by: Actor) -> Visit:
    """Write off somebody who did not come though called often enough; he may be brought back. Raises Refused."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_own(visit, by)
        check_no_show(visit.calls, policy.of(QueuePolicy).calls_before_no_show)
        made = move(visit, "no_show", by=by)
        turns.given_back(visit, made, by=by)
        return visit


def bring_back(visit_id: int, version: int | None, *, by: Actor) -> Visit:
    """Bring somebody back to his old place who came after all. Raises Refused for a visit of another day."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        if visit.day != today():
            raise Refused(Text("This visit is of another day. Register the visitor anew."))
        ruled = turns.chooses(visit)
        earlier = [one for one in queries.steps_of(visit.id) if one.state == WAITING]
        receiver, desk = (None, None) if ruled else (earlier[-1].staff_id, earlier[-1].desk_id)
        move(visit, "back", by=by, staff_id=receiver, desk_id=desk, calls=0, called_at=None)
        kinds.tell("visit_reopened", visit, by)
        if ruled:
            choose(visit, by=by)
        return visit


def check_order(visit: Visit, staff_id: int, sitting: Sitting | None, reason: str | None, by: Actor) -> str | None:
    """Refuse to choose a visitor out of order without right or reason (R-14); return the reason of one who may."""
    first = _first(staff_id, sitting)
    if first is not None and first.id == visit.id:
        return reason or None
    if visit.state != WAITING:
        raise overtaken(visit)
    rules = policy.of(QueuePolicy)
    others = visit.staff_id is not None and visit.staff_id != staff_id
    if not by.may(MANAGE.name) and (others or not rules.anyone_out_of_order):
        raise Refused(Text("This visitor is not the next one. Whoever manages the line may call out of order."))
    return needed(reason) if rules.out_of_order_needs_reason else reason


def _first(staff_id: int, sitting: Sitting | None) -> Visit | None:
    desk_id = sitting.desk_id if sitting else None
    purposes = purposes_of_desk(desk_id)
    return queries.first_in_line(
        staff_id, today(), desk_id=desk_id, purposes=purposes, rota=turns.open_today()
    )  # fmt: skip


def _call(visit: Visit, staff_id: int, sitting: Sitting | None, reason: str | None, by: Actor) -> Visit:
    work = current_work()
    before = visit.staff_id
    desk_id = sitting.desk_id if sitting else None
    made = move(
        visit, "call", by=by, reason=reason, staff_id=staff_id, desk_id=desk_id, calls=1, called_at=work.at
    )  # fmt: skip
    if sitting is not None:
        work.session.execute(update(Sitting).where(Sitting.id == sitting.id).values(version=Sitting.version + 1))
    turns.taken(visit, before, made, by=by)
    kinds.tell_call(visit, "call", by)
    return visit


def _ready(staff_id: int, then: str, by: Actor) -> None:
    """Hold the person; whoever still receives is asked, or is finished with first."""
    if by.staff_id != staff_id and not by.may(MANAGE.name):
        raise Refused(Text("Everybody calls for himself."))
    if not by.may(SERVE.name):
        raise Refused(Text("You may not do this."))
    hold_person(staff_id)
    if then == FINISH:
        end_running(staff_id, by=by)
    else:
        check_free(staff_id)


def _oneself(by: Actor) -> int:
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff receives visitors."))
    return by.staff_id
