"""Which bulletins hold, who must read them, and who has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.access.models import RolePermission, SignIn, StaffRole
from app.office.staff.models import Department, Staff
from app.reception.bulletin.feature import READ, WRITE
from app.reception.bulletin.models import Bulletin, BulletinRead
from app.reception.bulletin.rules import is_current, upwards
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A bulletin on its page: for whom, whether it holds, when this reader read it, and by which it was replaced.

    `readers` and `missing` only for who writes bulletins.
    """

    bulletin: Bulletin
    department: str | None
    current: bool
    read_at: datetime | None
    replaced_by: int | None
    readers: Sequence[tuple[str, datetime]]
    missing: Sequence[str]


def subject_of(bulletin_id: int) -> str:
    """The bulletin as the subject of history."""
    return f"bulletin:{bulletin_id}"


def holds_on(day: date) -> ColumnElement[bool]:
    """The condition on Bulletin that it holds on this day and was not replaced."""
    later = aliased(Bulletin)
    replaced = select(later.id).where(later.replaces_id == Bulletin.id).exists()
    return and_(Bulletin.day <= day, Bulletin.last_on >= day, ~replaced)


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Bulletin under which this actor may read it: those for all and for his departments (R-11)."""
    if actor.may(WRITE.name):
        return true()
    if not actor.may(READ.name) or actor.staff_id is None:
        return false()
    return _for_departments(departments_of(actor.staff_id))


def unread(staff_id: int, day: date) -> list[Bulletin]:
    """What holds on this day for this person and he has not read, oldest first (R-11): two queries."""
    seen = select(BulletinRead.bulletin_id).where(BulletinRead.staff_id == staff_id)
    query = select(Bulletin).where(holds_on(day), _for_departments(departments_of(staff_id)), Bulletin.id.not_in(seen))
    return list(db.session.scalars(query.order_by(Bulletin.id)))


def listing(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of bulletins, the newest first: rows of Bulletin, its department, when read, whether it holds now."""
    holds = holds_on(clock.today()).label("holds")
    mine = and_(BulletinRead.bulletin_id == Bulletin.id, BulletinRead.staff_id == actor.staff_id)
    query: Any = select(Bulletin, Department.name.label("department"), BulletinRead.at.label("read_at"), holds)
    query = query.outerjoin(Department, Department.id == Bulletin.department_id).outerjoin(BulletinRead, mine)
    return page_of(db.session(), query.where(visible(actor)), (Order(Bulletin.id, descending=True),), after=after)


def one(bulletin_id: int, actor: Actor) -> Bulletin:
    """One bulletin. Raises NoResultFound for what is not there or not for this reader."""
    return db.session.scalars(select(Bulletin).where(Bulletin.id == bulletin_id, visible(actor))).one()


def shown(bulletin_id: int, actor: Actor) -> Shown:
    """One bulletin for its page. Raises NoResultFound."""
    found = one(bulletin_id, actor)
    reads = _reads(bulletin_id)
    replaced_by = db.session.scalar(select(Bulletin.id).where(Bulletin.replaces_id == bulletin_id).limit(1))
    writes = actor.may(WRITE.name)
    return Shown(
        bulletin=found,
        department=db.session.scalar(select(Department.name).where(Department.id == found.department_id)),
        current=is_current(found.day, found.last_on, clock.today(), replaced=replaced_by is not None),
        read_at=next((at for staff_id, _, at in reads if staff_id == actor.staff_id), None),
        replaced_by=replaced_by,
        readers=[(name, at) for _, name, at in reads] if writes else (),
        missing=_missing(found, {staff_id for staff_id, _, _ in reads}) if writes else (),
    )


def departments_of(staff_id: int) -> tuple[int, ...]:
    """The department of a person and those it belongs to."""
    home = db.session.scalar(select(Staff.department_id).where(Staff.id == staff_id))
    return upwards(home, _parents()) if home is not None else ()


def _for_departments(departments: Sequence[int]) -> ColumnElement[bool]:
    return or_(Bulletin.department_id.is_(None), Bulletin.department_id.in_(departments))


def _parents() -> dict[int, int | None]:
    rows = db.session.execute(select(Department.id, Department.parent_id).order_by(Department.id))
    return {row.id: row.parent_id for row in rows}


def _reads(bulletin_id: int) -> list[Any]:
    query = select(BulletinRead.staff_id, Staff.name, BulletinRead.at).join(Staff, Staff.id == BulletinRead.staff_id)
    return list(db.session.execute(query.where(BulletinRead.bulletin_id == bulletin_id).order_by(BulletinRead.at)))


def _missing(bulletin: Bulletin, read: set[int]) -> list[str]:
    """Who has to read it and has not: whoever works here, can sign in and reads bulletins, in its department."""
    may_read = (
        select(StaffRole.staff_id)
        .join(RolePermission, RolePermission.role_id == StaffRole.role_id)
        .where(RolePermission.permission == READ.name)
    )
    query = select(Staff.id, Staff.name, Staff.department_id).join(SignIn, SignIn.staff_id == Staff.id)
    rows = db.session.execute(query.where(Staff.active, Staff.id.in_(may_read)).order_by(Staff.name, Staff.id))
    parents, wanted = _parents(), bulletin.department_id
    return [
        row.name
        for row in rows
        if row.id not in read and (wanted is None or wanted in upwards(row.department_id, parents))
    ]
