"""Who is signed in, and what he may do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, null, select, text, union_all

from app import clock
from app.domain.actor import Actor, ActorKind
from app.extensions import db
from app.office.access.models import FirstStart, RolePermission, Session, SignIn, StaffRole
from app.office.access.policy import AccessPolicy
from app.office.policy import queries as policy
from app.office.staff.feature import MANAGE_ACCESS
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
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Secret:
    """What a sign-in is checked against."""

    staff_id: int
    username: str
    password_hash: str
    active: bool


def hash_of(token: str) -> str:
    """How a session's token is stored: a thief of the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_of(token: str) -> SignedIn | None:
    """The running session of this token; None where it ended, was unused for too long, or never was (O-07)."""
    person = (Staff.id, Staff.name, SignIn.username, SignIn.language, SignIn.theme, SignIn.must_change)
    row = db.session.execute(
        select(Session.id, *person, Session.seen_at)
        .join(Staff, Staff.id == Session.staff_id)
        .join(SignIn, SignIn.staff_id == Staff.id)
        .where(Session.token_hash == hash_of(token), running(), Staff.active)
    ).one_or_none()
    return SignedIn(*row) if row else None


def is_running(session_id: int) -> bool:
    """Tell whether this session still runs and its person works here (O-07)."""
    query = select(Session.id).join(Staff, Staff.id == Session.staff_id)
    return db.session.scalar(query.where(Session.id == session_id, running(), Staff.active)) is not None


def running() -> ColumnElement[bool]:
    """The condition on a session that has not ended and is neither unused for too long nor too old."""
    values, now = policy.of(AccessPolicy), clock.now()
    return and_(
        Session.ended_at.is_(None),
        Session.seen_at > now - timedelta(hours=values.idle_hours),
        Session.started_at > now - timedelta(hours=values.longest_hours),
    )


def sessions_of(staff_id: int) -> Sequence[Session]:
    """The running sessions of a person, the latest first."""
    query = select(Session).where(Session.staff_id == staff_id, running())
    return db.session.scalars(query.order_by(Session.started_at.desc(), Session.id.desc())).all()


def secret_of(username: str) -> Secret | None:
    """What the sign-in of this user name is checked against; None for an unknown name."""
    row = db.session.execute(_secrets().where(SignIn.username == username)).one_or_none()
    return Secret(*row) if row else None


def secret_of_staff(staff_id: int) -> Secret | None:
    """What the sign-in of this person is checked against; None for one without a sign-in."""
    row = db.session.execute(_secrets().where(SignIn.staff_id == staff_id)).one_or_none()
    return Secret(*row) if row else None


def _secrets() -> Select[int, str, str, bool]:
    columns = select(SignIn.staff_id, SignIn.username, SignIn.password_hash, Staff.active)
    return columns.join(Staff, Staff.id == SignIn.staff_id)


def administrators() -> Select[int]:
    """Who is active, can sign in and may manage staff and roles: the office never is without one (O-07)."""
    holders = (
        select(StaffRole.staff_id)
        .join(RolePermission, RolePermission.role_id == StaffRole.role_id)
        .where(RolePermission.permission == MANAGE_ACCESS.name)
    )
    query = select(SignIn.staff_id).join(Staff, Staff.id == SignIn.staff_id)
    return query.where(Staff.active, SignIn.staff_id.in_(holders)).order_by(SignIn.staff_id)


def has_administrator() -> bool:
    """False until the first start is done."""
    return db.session.scalar(administrators().limit(1)) is not None


def first_start_waits_for(token: str) -> bool:
    """True where the first start is still to be done and this is the token the terminal shows."""
    query = select(FirstStart.id).where(FirstStart.token_hash == hash_of(token), FirstStart.used_at.is_(None))
    return db.session.scalar(query) is not None and not has_administrator()


def actor_of(staff_id: int) -> Actor:
    """The person as an actor, with what he may do in which departments. Raises NoResultFound."""
    name = db.session.execute(select(Staff.name).where(Staff.id == staff_id)).scalar_one()
    return Actor(ActorKind.PERSON, name, staff_id, grants_of(staff_id))


def actor_behind(signed_in: SignedIn) -> Actor:
    """The person behind a session as an actor; his name is known already, and every click asks this."""
    return Actor(ActorKind.PERSON, signed_in.name, signed_in.staff_id, grants_of(signed_in.staff_id))


def grants_of(staff_id: int) -> Mapping[str, frozenset[int]]:
    """Permission -> departments in which this person holds it; a role without a department holds in all."""
    held = select(RolePermission.permission, StaffRole.department_id)
    held = held.join(StaffRole, StaffRole.role_id == RolePermission.role_id).where(StaffRole.staff_id == staff_id)
    # Every click asks this: the departments come in the same question, as rows without a permission.
    departments = select(cast(null(), String), Department.id)
    rows: Any = db.session.execute(union_all(held, departments).order_by(text("1, 2"))).all()
    every = frozenset(department for permission, department in rows if permission is None)
    grants: dict[str, frozenset[int]] = {}
    for permission, department in rows:
        if permission is not None:
            here = every if department is None else frozenset({department})
            grants[permission] = grants.get(permission, frozenset()) | here
    return grants
