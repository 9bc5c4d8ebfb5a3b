"""The strict order of the calls: who is the next one for a member of staff (R-14)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, or_, select

from app.extensions import db
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.rules import WAITING


def first_in_line(
    staff_id: int, day: date, *, desk_id: int | None, purposes: Collection[int], rota: bool
) -> Visit | None:
    """The strict first for this person: those assigned to him, then the unassigned of the desk's purposes.

    By place and id. `purposes` empty: all of them. With `rota` the unassigned of a purpose that uses the rota go to
    whose turn it is and are called by nobody. None where nobody waits for him.
    """
    open_to_all = [Visit.staff_id.is_(None), or_(Visit.desk_id.is_(None), Visit.desk_id == desk_id)]
    if purposes:
        sent_here = and_(Visit.desk_id == desk_id, Visit.desk_id.is_not(None))
        open_to_all.append(or_(Visit.purpose_id.in_(purposes), sent_here))
    if rota:
        open_to_all.append(Visit.purpose_id.not_in(select(Purpose.id).where(Purpose.uses_rota)))
    query = (
        select(Visit)
        .where(Visit.day == day, Visit.state == WAITING)
        .where(or_(Visit.staff_id == staff_id, and_(*open_to_all)))
        .order_by(Visit.staff_id.is_(None), Visit.place, Visit.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one_or_none()


def assigned_by_rules(day: date, staff_ids: Collection[int]) -> Visit | None:
    """The first who waits for one of these people because the rules chose so; None for nobody.

    Whom somebody assigned by hand, with a reason, waits for that person.
    """
    last = and_(VisitInterval.visit_id == Visit.id, VisitInterval.ended_at.is_(None), VisitInterval.undone_at.is_(None))
    query = (
        select(Visit)
        .join(VisitInterval, last)
        .where(Visit.day == day, Visit.state == WAITING, Visit.staff_id.in_(staff_ids))
        .where(VisitInterval.step == "assign", VisitInterval.reason.is_(None))
        .order_by(Visit.place, Visit.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one_or_none() if staff_ids else None


def unassigned(day: date) -> list[Visit]:
    """Who waits for the rota's choice, in the order of the line."""
    query = (
        select(Visit)
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .where(Visit.day == day, Visit.state == WAITING, Visit.staff_id.is_(None), Visit.desk_id.is_(None))
        .where(Purpose.uses_rota)
        .order_by(Visit.place, Visit.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))
