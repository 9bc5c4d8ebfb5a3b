"""Returning the customers of somebody who was away (R-50)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from app.customers.files.service_owners import pass_on
from app.customers.handovers import rules
from app.customers.handovers.feature import RETURNED
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.queries.people import to_decide
from app.customers.handovers.service.choosing import MEANWHILE
from app.customers.handovers.service.moving import move
from app.customers.handovers.service.second import pass_second
from app.customers.handovers.tasks import FIRST, RETURN, item_subject, subject_of
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.jobs.service import Running, enqueue
from app.office.history.service import record
from app.office.staff.models import Staff
from app.office.tasks.service import close_tasks, close_tasks_of
from app.unit_of_work import current_work, unit_of_work

JOB = "handovers.return"
OVER = (rules.HANDED, rules.CONTACTED)


def return_customers(handover_id: int, version: int, *, by: Actor, language: str) -> int:
    """Ask for the customers of somebody who is back to return to him; returns the job (R-50).

    What a successor no longer owns stays where it is. Raises Refused, NoResultFound, Conflict.
    """
    with unit_of_work(by=by) as work:
        handover = to_decide(handover_id, by)
        person = work.session.get_one(Staff, handover.staff_id)
        rules.check_return(handover.state, handover.cause, person.active)
        held = update(Handover).where(Handover.id == handover_id, Handover.version == version)
        seen = held.values(version=version + 1).execution_options(synchronize_session=False).returning(Handover.id)
        if work.session.scalar(seen) is None:
            raise Conflict(MEANWHILE)
        return enqueue(JOB, subject_of(handover_id), {"handover": handover_id}, by=by, language=language)


def return_job(running: Running) -> dict[str, Any]:
    """Return every customer, in the order of the list; the hand-over itself is returned last."""
    with unit_of_work(by=running.by) as work:
        handover = work.session.get_one(Handover, running.arguments["handover"])
        handover_id, number, to = handover.id, handover.number, handover.staff_id
        items = select(HandoverItem.id).where(HandoverItem.handover_id == handover_id)
        ids = list(work.session.scalars(items.order_by(HandoverItem.position, HandoverItem.id)))
    running.expect(len(ids))
    running.in_units(ids, lambda part: _give_back(part, to, number, running.by), key="returned")
    with running.unit():
        _finish(handover_id, number, len(ids), running.by)
    return {"customers": len(ids), "go_on": ["handovers.show", {"handover_id": handover_id}]}


def _give_back(item_ids: Sequence[int], to: int, number: str, by: Actor) -> None:
    work = current_work()
    query = select(HandoverItem).where(HandoverItem.id.in_(item_ids), HandoverItem.state.in_(OVER))
    items = list(work.session.scalars(query.order_by(HandoverItem.position)))
    groups = defaultdict[tuple[int, str], dict[int, int]](dict)
    for one in items:
        groups[one.successor_id or 0, one.part][one.customer_id] = to
        one.state = rules.RETURNED
    work.session.flush()
    close_tasks_of([item_subject(one.id) for one in items], outcome="cancelled", kind=FIRST, by=by)
    for (successor, part), heirs in groups.items():
        if part == "main":
            pass_on(heirs, of=successor, ground="handed_over", reason=number)
        else:
            pass_second(heirs, of=successor, ground="handed_over", reason=number)
            move(successor, heirs, number, by=by)


def _finish(handover_id: int, number: str, count: int, by: Actor) -> None:
    flip = update(Handover).where(Handover.id == handover_id, Handover.state.in_((rules.DECIDED, rules.DONE)))
    now = flip.values(state=rules.RETURNED, version=Handover.version + 1).returning(Handover.id)
    if current_work().session.scalar(now.execution_options(synchronize_session=False)) is not None:
        close_tasks(subject_of(handover_id), kind=RETURN, by=by)
        record(RETURNED, subject_of(handover_id), facts={"number": number, "count": count})
