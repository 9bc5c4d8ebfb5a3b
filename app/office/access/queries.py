"""Who is signed in, and what he may do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.domain.actor import Actor, ActorKind
from app.extensions import db
from app.office.access.models import RolePermission, Session, SignIn, StaffRole
from app.office.staff.models import Department, Staff


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A running session and the person behind it."""

    session_id: int
    staff_id: int
    name: str
    username: str
    language: str | None
    theme: str | None
    must_change: bool


def hash_of(token: str) -> str:
    """How a session's token is stored: a thief of the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_of(token: str) -> SignedIn | None:
    """The running session of this token; None where it ended or never was."""
    row = db.session.execute(
        select(Session.id, Staff.id, Staff.name, SignIn.username, SignIn.language, SignIn.theme, SignIn.must_change)
        .join(Staff, Staff.id == Session.staff_id)
        .join(SignIn, SignIn.staff_id == Staff.id)
        .where(Session.token_hash == hash_of(token), Session.ended_at.is_(None), Staff.active)
    ).one_or_none()
    return SignedIn(*row) if row else None


def actor_of(staff_id: int) -> Actor:
    """The person as an actor, with what he may do in which departments. Raises NoResultFound."""
    name = db.session.execute(select(Staff.name).where(Staff.id == staff_id)).scalar_one()
    return Actor(ActorKind.PERSON, name, staff_id, grants_of(staff_id))


def grants_of(staff_id: int) -> Mapping[str, frozenset[int]]:
    """Permission -> departments in which this person holds it; a role without a department holds in all."""
    rows = db.session.execute(
        select(RolePermission.permission, StaffRole.department_id)
        .join(StaffRole, StaffRole.role_id == RolePermission.role_id)
        .where(StaffRole.staff_id == staff_id)
        .order_by(RolePermission.permission, StaffRole.department_id)
    ).all()
    every = frozenset(db.session.scalars(select(Department.id).order_by(Department.id)))
    grants: dict[str, frozenset[int]] = {}
    for permission, department in rows:
        held = every if department is None else frozenset({department})
        grants[permission] = grants.get(permission, frozenset()) | held
    return grants
