"""Who is away and who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.extensions import db
from app.office.absence.models import Absence, UsualDeputy
from app.office.absence.rules import stand_in
from app.office.staff.models import Staff


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


def stand_ins(day: date) -> Mapping[int, int | None]:
    """Whoever is away on this day -> who stands in for him in the end; None where nobody does."""
    away, usual = away_on(day), usual_deputies()
    return {staff_id: stand_in(staff_id, away, usual) for staff_id in away}


def away_now(ids: Iterable[int]) -> Mapping[int, int | None]:
    """Of these people, whoever is away today -> who stands in for him; None where nobody does."""
    found = stand_ins(clock.today())
    return {staff_id: found[staff_id] for staff_id in ids if staff_id in found}


def stands_in_for(staff_id: int, day: date) -> tuple[int, ...]:
    """For whom a person stands in on this day, by their ids."""
    return tuple(sorted(away for away, deputy in stand_ins(day).items() if deputy == staff_id))
