"""The looks at one visit and at the visits of a day, a customer, a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, or_, select, true

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff
from app.reception.counters.models import Desk, Purpose
from app.reception.queue.feature import SEE
from app.reception.queue.models import Visit, VisitDeed, VisitHelper, VisitInterval, VisitNamed
from app.reception.queue.rules import CALLED, CANCELLED, HERE, SERVING, Interval
from app.web.paging import Order, Page, page_of

# The states stand in the statement itself: the index of those who are here is found by its own condition only.
IS_HERE = Visit.state.in_(bindparam("here", HERE, expanding=True, literal_execute=True))


@dataclass(frozen=True, slots=True)
class Lap:
    """An interval of a visit as the visit's page lists it; `minutes` is None while it lasts."""

    id: int
    state: str
    step: str
    began: datetime
    ended: datetime | None
    staff: str | None
    desk: str | None
    purpose: str
    calls: int
    reason: str | None
    by: str
    undone_at: datetime | None
    undone_by: str | None


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Visit under which this actor may see it (O-07): the visitors of the day are the office's."""
    return true() if actor.may(SEE.name) else false()


def visit(visit_id: int, actor: Actor) -> Visit:
    """One visit as it stands. Raises NoResultFound for what is not there or not his business."""
    query = select(Visit).where(Visit.id == visit_id, visible(actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def intervals(visit_id: int) -> list[Lap]:
    """Every state that the visit was in, oldest first, the undone ones among them (R-12, R-17)."""
    rows = db.session.execute(
        select(VisitInterval, Staff.name, Desk.name, Purpose.name)
        .join(Purpose, Purpose.id == VisitInterval.purpose_id)
        .outerjoin(Staff, Staff.id == VisitInterval.staff_id)
        .outerjoin(Desk, Desk.id == VisitInterval.desk_id)
        .where(VisitInterval.visit_id == visit_id)
        .order_by(VisitInterval.id)
        .execution_options(populate_existing=True)
    )
    return [
        Lap(
            one.id, one.state, one.step, one.began_at, one.ended_at, staff, desk, purpose, one.calls, one.reason,
            one.by_name, one.undone_at, one.undone_by,
        )
        for one, staff, desk, purpose in rows
    ]  # fmt: skip


def steps_of(visit_id: int) -> list[Interval]:
    """The intervals that stand, oldest first: what rules.standing and rules.check_undo look at."""
    one = VisitInterval
    query = (
        select(one.state, one.step, one.began_at, one.staff_id, one.desk_id, one.purpose_id)
        .add_columns(one.place, one.calls, one.called_at, one.reason, one.by_id, one.id)
        .where(one.visit_id == visit_id, one.undone_at.is_(None))
        .order_by(one.id)
    )
    return [Interval(*row) for row in db.session.execute(query)]


def named(visit_id: int) -> list[tuple[int, str]]:
    """The reps whom the visitor named, in that order (R-41): id and name."""
    query = select(Staff.id, Staff.name).join(VisitNamed, VisitNamed.staff_id == Staff.id)
    rows = db.session.execute(query.where(VisitNamed.visit_id == visit_id).order_by(VisitNamed.place))
    return [(row.id, row.name) for row in rows]


def helpers(visit_id: int) -> Sequence[Any]:
    """The colleagues who were invited to join (R-16), as rows of VisitHelper and name."""
    query = select(VisitHelper, Staff.name).join(Staff, Staff.id == VisitHelper.staff_id)
    return db.session.execute(query.where(VisitHelper.visit_id == visit_id).order_by(VisitHelper.id)).all()


def deeds(visit_id: int) -> list[VisitDeed]:
    """What the visit has led to: payments, files, complaints, oldest first."""
    return list(db.session.scalars(select(VisitDeed).where(VisitDeed.visit_id == visit_id).order_by(VisitDeed.id)))


def led_to(subject: str) -> Visit | None:
    """The visit from which something came, such as "payment:12"; None where it came from none."""
    query = select(Visit).join(VisitDeed, VisitDeed.visit_id == Visit.id).where(VisitDeed.subject == subject)
    return db.session.scalars(query.order_by(VisitDeed.id).limit(1)).one_or_none()


def active_of(staff_id: int | None) -> Visit | None:
    """Whom this person receives, since whatever day, else whom he has called today; None for nobody (R-15)."""
    called = and_(Visit.state == CALLED, Visit.day == clock.today())
    query = (
        select(Visit)
        .where(Visit.staff_id == staff_id, IS_HERE, or_(Visit.state == SERVING, called))
        .order_by(Visit.state.desc(), Visit.id)  # serving comes after called
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one_or_none() if staff_id else None


def leftovers(day: date) -> list[Visit]:
    """Visits of earlier days that nobody has ended: shown apart, never in today's line."""
    query = select(Visit).where(IS_HERE, Visit.day < day).order_by(Visit.id)
    return list(db.session.scalars(query))


def here_today(day: date, *, customer_id: int | None, phone: str | None) -> Visit | None:
    """A visit of the day by the same person, by customer or telephone number, unless it was cancelled."""
    same: ColumnElement[bool] = false()
    if customer_id:
        same = same | (Visit.customer_id == customer_id)
    if phone:
        same = same | (Visit.phone == phone)
    query = select(Visit).where(Visit.day == day, Visit.state != CANCELLED, same).order_by(Visit.id.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def of_customer(customer_id: int, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The visits of a customer, newest first, as rows of Visit, purpose and who received."""
    query = _listed().where(Visit.customer_id == customer_id, visible(actor))
    return page_of(db.session(), query, [Order(Visit.id, descending=True)], after=after)


def of_day(day: date, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The visits of a day, newest first, as rows of Visit, purpose and who received."""
    query = _listed().where(Visit.day == day, visible(actor))
    return page_of(db.session(), query, [Order(Visit.id, descending=True)], after=after)


def last_visit(phone: str, *, before: date) -> Any | None:
    """The last visit from this telephone before a day, as a row of Visit, purpose and who received; None for none."""
    query = _listed().where(Visit.phone == phone, Visit.day < before, Visit.state != CANCELLED)
    return db.session.execute(query.order_by(Visit.id.desc()).limit(1)).one_or_none()


def last_visits(customer_ids: Sequence[int], *, before: date) -> dict[int, Any]:
    """The last visit of each of these customers before a day, by his id, as rows like `last_visit`; one query."""
    query = select(func.max(Visit.id)).where(Visit.customer_id.in_(customer_ids), Visit.day < before)
    newest = query.where(Visit.state != CANCELLED).group_by(Visit.customer_id)
    rows = db.session.execute(_listed().where(Visit.id.in_(newest))).all() if customer_ids else []
    return {row.Visit.customer_id: row for row in rows}


def _listed() -> Select[Any]:
    return (
        select(Visit)
        .add_columns(Purpose.name.label("purpose"), Staff.name.label("staff"))
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
    )
