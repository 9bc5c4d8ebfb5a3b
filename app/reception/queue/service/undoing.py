"""Undoing the last step of a visit, with the times of the one before intact."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import update

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.history.service import record
from app.office.policy import queries as policy
from app.reception.queue import kinds, queries
from app.reception.queue.feature import MANAGE, UNDONE
from app.reception.queue.models import Visit
from app.reception.queue.policy import QueuePolicy
from app.reception.queue.rules import CALLED, ENDED, SERVING, STEPS, check_undo, last_step, standing
from app.reception.queue.service import turns
from app.reception.queue.service.steps import LAPS, check_free, hold_person, show, take, touch
from app.unit_of_work import unit_of_work


def undo(visit_id: int, version: int | None, *, by: Actor) -> Visit:
    """Undo the last step (a wrong click): its interval is kept and marked, the one before goes on as if it never ended.

    Within the minutes of the policy, by whoever took the step or by who manages the line. What the step wrote into
    the rota is undone too, what was announced is not. Raises Refused, Conflict, StillServing.
    """
    with unit_of_work(by=by) as work:
        visit = take(visit_id, version)
        intervals = queries.steps_of(visit.id)
        minutes = policy.of(QueuePolicy).undo_minutes
        check_undo(intervals, by_id=by.staff_id, manages=by.may(MANAGE.name), at=work.at, minutes=minutes)
        many = last_step(intervals)
        kept, gone = intervals[:-many], intervals[-many:]
        moment = standing(kept)
        if moment.state in (CALLED, SERVING) and moment.staff_id is not None:
            hold_person(moment.staff_id)
            check_free(moment.staff_id, but=visit.id)
        ended = visit.state in ENDED
        marked = update(LAPS).where(LAPS.c.id.in_([one.id for one in gone]))
        work.session.execute(marked.values(undone_at=work.at, undone_by=by.name))
        work.session.execute(update(LAPS).where(LAPS.c.id == kept[-1].id).values(ended_at=None))
        show(visit, {**asdict(moment), "outcome": None, "outcome_note": None, "confirmed": True})
        for one in gone:
            turns.undone(visit, one.id, by=by)
        facts = {"number": visit.number, "step": Text(STEPS[gone[0].step].done)}
        record(UNDONE, f"visit:{visit.id}", customer_id=visit.customer_id, facts=facts)
        touch(visit, gone[0].staff_id)
        if ended != (visit.state in ENDED):
            kinds.tell("visit_reopened" if ended else "visit_ended", visit, by)
        return visit
