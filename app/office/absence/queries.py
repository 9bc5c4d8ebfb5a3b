"""Who is away and who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.kept import once
from app.office.absence.feature import MANAGE_ABSENCE
from app.office.absence.models import Absence, UsualDeputy
from app.office.absence.rules import stand_in
from app.office.staff.kinds import STAND_INS
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, capped_count, page_of

CURRENT, NOW, COMING, OVER, EVERY = "current", "now", "coming", "over", "all"
_DEPUTY, _USUAL = aliased(Staff), aliased(Staff)  # made once: every page asks who stands in


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of absences is narrowed to; `state` is one of the five above."""

    state: str = CURRENT
    department_id: int | None = None
    name: str | None = None
    staff_id: int | None = None


def is_on(day: date) -> ColumnElement[bool]:
    """The condition on an absence that it holds on this day."""
    return and_(
        Absence.cancelled_at.is_(None),
        Absence.first_on <= day,
        or_(Absence.last_on.is_(None), Absence.last_on >= day),
    )


def away_on(day: date) -> Mapping[int, int | None]:
    """Whoever works here and is away on this day -> the deputy whom his absence names, if that one works here."""
    deputy = aliased(Staff)
    query: Any = (
        select(Absence.staff_id, deputy.id)
        .join(Staff, Staff.id == Absence.staff_id)
        .outerjoin(deputy, and_(deputy.id == Absence.deputy_id, deputy.active))
        .where(is_on(day), Staff.active)
        .order_by(Absence.staff_id, Absence.id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def usual_deputies() -> Mapping[int, int]:
    """Person -> whoever stands in for him when an absence names nobody; only people who work here."""
    deputy = aliased(Staff)
    query: Any = (
        select(UsualDeputy.staff_id, UsualDeputy.deputy_id)
        .join(Staff, Staff.id == UsualDeputy.staff_id)
        .join(deputy, deputy.id == UsualDeputy.deputy_id)
        .where(Staff.active, deputy.active)
        .order_by(UsualDeputy.staff_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def usual_deputy(staff_id: int) -> str | None:
    """The name of a person's usual deputy; None where he has none who works here."""
    query = select(Staff.name).join(UsualDeputy, UsualDeputy.deputy_id == Staff.id)
    return db.session.scalars(query.where(UsualDeputy.staff_id == staff_id, Staff.active)).one_or_none()


def stand_ins(day: date) -> Mapping[int, int | None]:
    """Whoever is away on this day -> who stands in for him in the end; None where nobody does.

    Every page asks for today several times: that is read once in a transaction.
    """
    return once(STAND_INS, lambda: _stand_ins(day)) if day == clock.today() else _stand_ins(day)


def _stand_ins(day: date) -> Mapping[int, int | None]:
    # One query: usual deputies matter only of those who are away.
    query: Any = (
        select(Absence.staff_id, _DEPUTY.id, _USUAL.id)
        .join(Staff, Staff.id == Absence.staff_id)
        .outerjoin(_DEPUTY, and_(_DEPUTY.id == Absence.deputy_id, _DEPUTY.active))
        .outerjoin(UsualDeputy, UsualDeputy.staff_id == Absence.staff_id)
        .outerjoin(_USUAL, and_(_USUAL.id == UsualDeputy.deputy_id, _USUAL.active))
        .where(is_on(day), Staff.active)
        .order_by(Absence.staff_id, Absence.id)
    )
    rows = db.session.execute(query).all()
    away, usually = {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows if row[2] is not None}
    return {staff_id: stand_in(staff_id, away, usually) for staff_id in away}


def away_now(ids: Iterable[int]) -> Mapping[int, int | None]:
    """Of these people, whoever is away today -> who stands in for him; None where nobody does."""
    found = stand_ins(clock.today())
    return {staff_id: found[staff_id] for staff_id in ids if staff_id in found}


def stands_in_for(staff_id: int, day: date) -> tuple[int, ...]:
    """For whom a person stands in on this day, by their ids."""
    return tuple(sorted(away for away, deputy in stand_ins(day).items() if deputy == staff_id))


def manages(actor: Actor, department_id: int | None) -> bool:
    """Tell whether this actor records absences for the staff of a department; None: for staff of none.

    Whoever holds the right in every department, as a role for the whole office gives it, holds it for all.
    """
    return manages_everybody(actor) or department_id in actor.departments(MANAGE_ABSENCE.name)


def manages_everybody(actor: Actor) -> bool:
    """Tell whether this actor records absences for everybody."""
    if actor.has_every_right or not actor.may(MANAGE_ABSENCE.name):
        return actor.has_every_right
    every = db.session.scalars(select(Department.id).order_by(Department.id))
    return set(every) <= actor.departments(MANAGE_ABSENCE.name)


def may_keep(actor: Actor, staff_id: int, department_id: int | None) -> bool:
    """Tell whether this actor records absences for this person: for himself always."""
    return staff_id == actor.staff_id or manages(actor, department_id)


def kept_by(actor: Actor) -> ColumnElement[bool]:
    """The condition on Staff under which this actor records absences for the person."""
    if manages_everybody(actor):
        return true()
    return or_(Staff.id == actor.staff_id, Staff.department_id.in_(sorted(actor.departments(MANAGE_ABSENCE.name))))


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Absence and Staff under which this actor may know of an absence.

    Who is away now or soon is everybody's business, for he must be asked for; what is over or cancelled is not.
    """
    return _visible(kept_by(actor))


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of absences: rows of Absence, person, department, deputy, and whether the actor keeps it.

    Those to come in their order, those that are over with the latest first.
    """
    past = filters.state in (OVER, EVERY)
    order = [Order(Absence.first_on, descending=past), Order(Absence.id, descending=past)]
    return page_of(db.session(), _filtered(filters, actor), order, after=after)


def count(filters: Filters, actor: Actor) -> int:
    """How many absences the list has, not counted beyond 10,001."""
    return capped_count(db.session(), _filtered(filters, actor))


def absence(absence_id: int, actor: Actor) -> Any:
    """One absence as a row of the list. Raises NoResultFound for what is not there or not his business."""
    return db.session.execute(_seen_by(actor).where(Absence.id == absence_id)).one()


def kept_absence(absence_id: int, actor: Actor) -> Any:
    """One absence that this actor may change, as a row of the list. Raises NoResultFound."""
    return db.session.execute(_seen_by(actor).where(Absence.id == absence_id, kept_by(actor))).one()


def kept_person(staff_id: int, actor: Actor) -> Staff:
    """Somebody for whom this actor records absences and chooses a deputy. Raises NoResultFound."""
    return db.session.scalars(select(Staff).where(Staff.id == staff_id, Staff.active, kept_by(actor))).one()


def people(actor: Actor) -> list[tuple[int, str]]:
    """For whom this actor records absences, as choices of a form: himself first, then by name."""
    query: Any = select(Staff.id, Staff.name).where(Staff.active, kept_by(actor))
    rows = db.session.execute(query.order_by(Staff.id != actor.staff_id, Staff.name, Staff.id))
    return [(row.id, row.name) for row in rows]


def colleagues(but: int | None = None) -> list[tuple[int, str]]:
    """Who may stand in, as choices of a form, by name."""
    query = select(Staff.id, Staff.name).where(Staff.active, Staff.id != (but or 0))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Staff.name, Staff.id))]


def deputies(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The people for whom this actor may choose a usual deputy: rows of Staff, department and deputy's name."""
    deputy = aliased(Staff)
    query: Any = (
        select(Staff, Department.name.label("department"), deputy.name.label("deputy"))
        .outerjoin(Department, Department.id == Staff.department_id)
        .outerjoin(UsualDeputy, UsualDeputy.staff_id == Staff.id)
        .outerjoin(deputy, and_(deputy.id == UsualDeputy.deputy_id, deputy.active))
        .where(Staff.active, kept_by(actor))
    )
    return page_of(db.session(), query, [Order(Staff.name), Order(Staff.id)], after=after)


def away_of(actor: Actor, day: date) -> int:
    """How many of the people whose absences this actor keeps, himself left out, are away on a day."""
    query = select(func.count(Absence.id)).join(Staff, Staff.id == Absence.staff_id)
    away = query.where(is_on(day), Staff.active, kept_by(actor), Staff.id != (actor.staff_id or 0))
    return db.session.scalar(away) or 0


def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of people by their ids."""
    query = select(Staff.id, Staff.name).where(Staff.id.in_(sorted(set(ids)))).order_by(Staff.id)
    return {row.id: row.name for row in db.session.execute(query)}


def _filtered(filters: Filters, actor: Actor) -> Any:
    query = _seen_by(actor).where(_in_state(filters.state))
    if filters.department_id is not None:
        query = query.where(Staff.department_id == filters.department_id)
    if filters.staff_id is not None:
        query = query.where(Staff.id == filters.staff_id)
    if filters.name:
        query = query.where(Staff.name.contains(filters.name, autoescape=True))
    return query


def _seen_by(actor: Actor) -> Any:
    deputy, kept = aliased(Staff), kept_by(actor)
    return (
        select(
            Absence,
            Staff.name.label("person"),
            Department.name.label("department"),
            deputy.name.label("deputy"),
            case((kept, 1), else_=0).label("kept"),
        )
        .join(Staff, Staff.id == Absence.staff_id)
        .outerjoin(Department, Department.id == Staff.department_id)
        .outerjoin(UsualDeputy, UsualDeputy.staff_id == Absence.staff_id)
        .outerjoin(deputy, deputy.id == func.coalesce(Absence.deputy_id, UsualDeputy.deputy_id))
        .where(_visible(kept))
    )


def _visible(kept: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(kept, and_(Absence.cancelled_at.is_(None), _not_over(), Staff.active))


def _in_state(state: str) -> ColumnElement[bool]:
    """The condition on an absence for a choice of the list's filter."""
    today, stands = clock.today(), Absence.cancelled_at.is_(None)
    choices: Mapping[str, ColumnElement[bool]] = {
        NOW: is_on(today),
        COMING: and_(stands, Absence.first_on > today),
        OVER: and_(stands, Absence.last_on < today),
        EVERY: true(),
    }
    return choices.get(state, and_(stands, _not_over()))


def _not_over() -> ColumnElement[bool]:
    return or_(Absence.last_on.is_(None), Absence.last_on >= clock.today())
