"""Plain functions that make what a test needs. The cast is fixed; everybody's password is the demo's."""

from __future__ import annotations

import secrets
from datetime import date

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock
from app.domain.actor import OPERATOR, Actor
from app.extensions import db
from app.office.access.models import Role, RolePermission, Session, SignIn, StaffRole
from app.office.access.queries import actor_of, hash_of
from app.office.positions import service as positions
from app.office.positions.models import Position, Post
from app.office.staff.models import Department, Staff
from app.roles import ROLES
from app.unit_of_work import unit_of_work
from app.web import registry

PASSWORD = "demo-qiantai"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

DEPARTMENTS = ("办公室", "营业厅", "销售部", "客户服务部", "财务部")
CAST = {  # username: (name, role, department)
    "fang": ("方前", "front_desk", "营业厅"),
    "chen": ("陈收", "cashier", "营业厅"),
    "ma": ("马抄", "meter_reader", "营业厅"),
    "su": ("苏销", "sales", "销售部"),
    "kong": ("孔诉", "complaints_clerk", "客户服务部"),
    "bai": ("白管", "department_manager", "销售部"),
    "gao": ("高总", "general_manager", None),
    "xu": ("徐财", "finance", "财务部"),
    "admin": ("管理员", "administrator", None),
    "wu": ("吴闲", None, "办公室"),
}


def make_cast() -> None:
    """Store the departments, the shipped roles and the ten people."""
    with unit_of_work(by=OPERATOR) as work:
        departments = {name: Department(name=name) for name in DEPARTMENTS}
        roles = {key: Role(key=key, name=name) for key, (name, _) in ROLES.items()}
        work.session.add_all([*departments.values(), *roles.values()])
        work.session.flush()
        for key, (_, permissions) in ROLES.items():
            work.session.add_all(RolePermission(role_id=roles[key].id, permission=one) for one in permissions)
        hashed = CHEAP.hash(PASSWORD)
        for username, (name, role, department) in CAST.items():
            home = departments[department].id if department else None
            staff = Staff(name=name, department_id=home)
            work.session.add(staff)
            work.session.flush()
            work.session.add(SignIn(staff_id=staff.id, username=username, password_hash=hashed, changed_at=work.at))
            if role:
                work.session.add(StaffRole(staff_id=staff.id, role_id=roles[role].id, department_id=home))


def let_do_everything(username: str) -> None:
    """Give one of the cast a role with every right. Needs an app context."""
    with unit_of_work(by=OPERATOR) as work:
        role = Role(name="Everything")
        work.session.add(role)
        work.session.flush()
        names = sorted({permission.name for permission in registry.permissions()})
        work.session.add_all(RolePermission(role_id=role.id, permission=name) for name in names)
        work.session.add(StaffRole(staff_id=staff_id(username), role_id=role.id))


def staff_id(username: str) -> int:
    """The id of one of the cast."""
    return db.session.scalars(select(SignIn.staff_id).where(SignIn.username == username)).one()


def actor(username: str) -> Actor:
    """One of the cast as an actor. Needs an app context."""
    return actor_of(staff_id(username))


def signed_in(app: Flask, username: str) -> FlaskClient:
    """A browser in which one of the cast is signed in."""
    token = secrets.token_urlsafe(32)
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        moment = clock.now()
        work.session.add(
            Session(token_hash=hash_of(token), staff_id=staff_id(username), started_at=moment, seen_at=moment)
        )
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
        cookie["language"] = "en"
    return client


POSTS = (  # username, position, department
    ("bai", "department_manager", "销售部"),
    ("bai", "department_manager", "客户服务部"),
    ("bai", "department_manager", "营业厅"),
    ("xu", "finance_manager", "财务部"),
    ("gao", "general_manager", None),
)


def make_posts() -> None:
    """Take over the shipped positions and appoint the heads and the general manager. Needs an app context."""
    positions.seed(by=OPERATOR)
    ids = {row.key: row.id for row in db.session.execute(select(Position.key, Position.id))}
    with unit_of_work(by=OPERATOR) as work:
        for username, key, department in POSTS:
            home = department_id(department) if department else None
            made = Post(staff_id=staff_id(username), position_id=ids[key], department_id=home, made_at=work.at)
            made.held_from = date(2026, 1, 1)
            work.session.add(made)


def appoint(username: str, key: str, department: str | None = None, *, held_from: date = date(2026, 1, 1)) -> int:
    """Let one of the cast hold a shipped position, in a department or for the whole office; return the post's id."""
    position = db.session.scalars(select(Position.id).where(Position.key == key)).one()
    home = department_id(department) if department else None
    return positions.appoint(staff_id(username), position, department_id=home, held_from=held_from, by=OPERATOR)


def department_id(name: str) -> int:
    """The id of a department."""
    return db.session.scalars(select(Department.id).where(Department.name == name)).one()
