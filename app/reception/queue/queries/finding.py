"""Finding visits by number, telephone or name, and counting who waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from app.domain.actor import Actor
from app.extensions import db
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.queries.visits import visible
from app.reception.queue.rules import CALLED, SERVING, WAITING
from app.reception.rota.kinds import Receiving
from app.search.index import matching

MOST_FOUND = 5


def found(query: str, day: date, actor: Actor) -> Sequence[Any]:
    """Visits that answer the search box, as rows of Visit and purpose: the number of the day first, then the newest."""
    rows = select(Visit, Purpose.name).join(Purpose, Purpose.id == Visit.purpose_id).where(visible(actor))
    number = db.session.execute(rows.where(Visit.day == day, Visit.number == query.strip().upper())).all()
    ids = matching("visit", query)
    if ids is None:
        return number
    others = rows.where(Visit.id.in_(ids)).order_by(Visit.id.desc()).limit(MOST_FOUND)
    return list({row[0].id: row for row in (*number, *db.session.execute(others))}.values())[:MOST_FOUND]


def waiting_for(staff_id: int | None, day: date) -> tuple[int, int]:
    """How many wait for this person, and how many wait for nobody in particular."""
    query = select(Visit.staff_id, func.count().label("number")).where(Visit.day == day, Visit.state == WAITING)
    query = query.where(or_(Visit.staff_id == staff_id, Visit.staff_id.is_(None))).group_by(Visit.staff_id)
    counts = {row.staff_id: row.number for row in db.session.execute(query)}
    return (counts.get(staff_id, 0) if staff_id else 0), counts.get(None, 0)


def receiving(day: date) -> list[Receiving]:
    """Who receives whom now, or has called him, with the step that lasts."""
    query = select(Visit.staff_id, Visit.id, VisitInterval.id).join(VisitInterval, VisitInterval.visit_id == Visit.id)
    query = query.where(VisitInterval.ended_at.is_(None), VisitInterval.undone_at.is_(None))
    query = query.where(Visit.day == day, Visit.state.in_((CALLED, SERVING)))
    rows = db.session.execute(query.order_by(Visit.id))
    return [Receiving(staff_id, visit_id, step) for staff_id, visit_id, step in rows if staff_id]


def cards(ids: Sequence[int]) -> Sequence[Visit]:
    """These visits, in the order of their ids."""
    return db.session.scalars(select(Visit).where(Visit.id.in_(sorted(set(ids)))).order_by(Visit.id)).all()
