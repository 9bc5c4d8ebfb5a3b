"""Who may be asked today: positions, roles, absences and deputies, as the rules want them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app import clock
from app.extensions import db
from app.office.absence.queries import away_on, usual_deputies
from app.office.access.models import Role, SignIn, StaffRole
from app.office.approvals.policy import ApprovalPolicy
from app.office.approvals.rules import People
from app.office.policy import queries as policy
from app.office.positions.queries import organisation
from app.office.staff.models import Staff


def people_today() -> People:
    """Everybody who may be asked today, and who has left: a few small queries, whatever the number of requests."""
    today = clock.today()
    roles, fallback = _roles(policy.of(ApprovalPolicy).fallback_role)
    left = select(Staff.id, Staff.department_id).where(Staff.active.is_(False)).order_by(Staff.id)
    # Whoever cannot sign in cannot speak here: he is asked like somebody who is away, through who stands in for him.
    away = {**dict.fromkeys(_without_sign_in()), **away_on(today)}
    return People(
        organisation(today),
        roles,
        away,
        usual_deputies(),
        fallback,
        {row.id: row.department_id for row in db.session.execute(left)},
    )


def names_of(ids: Iterable[int | None]) -> dict[int | None, str]:
    """What these people are called, also those who have left."""
    wanted = {one for one in ids if one is not None}
    rows = db.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)).order_by(Staff.id))
    return {row.id: row.name for row in rows}


def _without_sign_in() -> list[int]:
    query = select(Staff.id).outerjoin(SignIn, SignIn.staff_id == Staff.id).where(SignIn.staff_id.is_(None))
    return list(db.session.scalars(query.where(Staff.active).order_by(Staff.id)))


def _roles(fallback_key: str) -> tuple[dict[tuple[int, int | None], tuple[int, ...]], tuple[int, ...]]:
    """Who holds which role where, and who holds the fallback role anywhere; only people who work here."""
    query: Any = (
        select(StaffRole.role_id, StaffRole.department_id, StaffRole.staff_id, Role.key)
        .join(Role, Role.id == StaffRole.role_id)
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(Staff.active)
        .order_by(StaffRole.role_id, StaffRole.id)
    )
    held: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    fallback: list[int] = []
    for row in db.session.execute(query):
        held[row.role_id, row.department_id].append(row.staff_id)
        if row.key == fallback_key:
            fallback.append(row.staff_id)
    return {role: tuple(people) for role, people in held.items()}, tuple(dict.fromkeys(fallback))


def people_choices(*, keep: int | None = None) -> list[tuple[int, str]]:
    """Whoever works here as choices of a form, by name; `keep` stays even when he has left."""
    query = select(Staff.id, Staff.name).where(Staff.active | (Staff.id == keep))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Staff.name, Staff.id))]
