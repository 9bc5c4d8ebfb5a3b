"""The looks at purposes, desks and who sits where."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.office.staff.models import Staff
from app.reception.counters.models import Desk, DeskPurpose, Purpose, Sitting


@dataclass(frozen=True, slots=True)
class Seat:
    """A desk in use, with the member of staff who sits at it, if anybody does."""

    desk_id: int
    desk: str
    staff_id: int | None
    staff: str | None


def purposes(*, active_only: bool = True) -> list[Purpose]:
    """What visitors come for (来访事由), in the office's order."""
    query = select(Purpose).order_by(Purpose.active.desc(), Purpose.place, Purpose.id)
    return list(db.session.scalars(query.where(Purpose.active) if active_only else query))


def purpose_choices(*, keep: int | None = None) -> list[tuple[int, str]]:
    """Purposes in use as choices of a form; `keep` stays even when it is out of use."""
    query = select(Purpose.id, Purpose.name).where(Purpose.active | (Purpose.id == keep))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Purpose.place, Purpose.id))]


def purpose(purpose_id: int) -> Purpose:
    """One purpose. Raises NoResultFound."""
    return db.session.scalars(select(Purpose).where(Purpose.id == purpose_id)).one()


def desks(*, active_only: bool = True) -> list[Desk]:
    """The desks, windows and tables (窗口/洽谈区), in the office's order."""
    query = select(Desk).order_by(Desk.active.desc(), Desk.place, Desk.id)
    return list(db.session.scalars(query.where(Desk.active) if active_only else query))


def desk_choices(*, keep: int | None = None) -> list[tuple[int, str]]:
    """Desks in use as choices of a form; `keep` stays even when it is out of use."""
    query = select(Desk.id, Desk.name).where(Desk.active | (Desk.id == keep)).order_by(Desk.place, Desk.id)
    return [(row.id, row.name) for row in db.session.execute(query)]


def desk(desk_id: int) -> Desk:
    """One desk. Raises NoResultFound."""
    return db.session.scalars(select(Desk).where(Desk.id == desk_id)).one()


def desk_of(staff_id: int | None) -> Sitting | None:
    """Where this person sits now (值台); None at no desk."""
    query = select(Sitting).where(Sitting.staff_id == staff_id, Sitting.ended_at.is_(None))
    return db.session.scalars(query).one_or_none() if staff_id else None


def seats() -> list[Seat]:
    """Every desk in use with who sits at it, in the office's order; one query."""
    open_now = select(Sitting).where(Sitting.ended_at.is_(None)).subquery()
    rows = db.session.execute(
        select(Desk.id, Desk.name, Staff.id, Staff.name)
        .outerjoin(open_now, open_now.c.desk_id == Desk.id)
        .outerjoin(Staff, Staff.id == open_now.c.staff_id)
        .where(Desk.active)
        .order_by(Desk.place, Desk.id)
    )
    return [Seat(*row) for row in rows]


def purposes_of_desk(desk_id: int | None) -> frozenset[int]:
    """The purposes that a desk serves; empty: all of them."""
    query = select(DeskPurpose.purpose_id).where(DeskPurpose.desk_id == desk_id)
    return frozenset(db.session.scalars(query)) if desk_id else frozenset()


def purposes_by_desk() -> dict[int, frozenset[int]]:
    """The purposes of every desk that does not serve them all."""
    found: dict[int, set[int]] = {}
    for row in db.session.execute(select(DeskPurpose.desk_id, DeskPurpose.purpose_id)):
        found.setdefault(row.desk_id, set()).add(row.purpose_id)
    return {desk_id: frozenset(ids) for desk_id, ids in found.items()}
