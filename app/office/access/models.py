"""The tables of sign-ins, roles and sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class SignIn(Base):
    """The right of a member of staff to sign in: name and password. Removing it keeps the person."""

    __tablename__ = "sign_ins"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    language: Mapped[str | None] = mapped_column(String(20))
    theme: Mapped[str | None] = mapped_column(String(10))


class Role(Base):
    """A role (角色): a named set of permissions. `key` names a shipped one; the office may add its own."""

    __tablename__ = "roles"

    id: Mapped[Id]
    key: Mapped[Code | None] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(unique=True)


class RolePermission(Base):
    """A permission that a role gives."""

    __tablename__ = "role_permissions"

    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), primary_key=True)
    permission: Mapped[str] = mapped_column(String(80), primary_key=True)


class StaffRole(Base):
    """A role that a member of staff holds within a department; without one, in the whole office."""

    __tablename__ = "staff_roles"
    __table_args__ = (UniqueConstraint("staff_id", "role_id", "department_id"),)

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))


class Session(Base):
    """A signed-in browser. Ending it is a change of this row, which every request looks at."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_staff_open", "staff_id", "ended_at"),)

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[Code | None]
    address: Mapped[str | None] = mapped_column(String(60))
    browser: Mapped[str | None] = mapped_column(String(200))


class FailedSignIn(Base):
    """A sign-in that failed, counted over all processes to slow down guessing."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (
        Index("ix_failed_sign_ins_username", "username", "at"),
        Index("ix_failed_sign_ins_address", "address", "at"),
    )

    id: Mapped[Id]
    at: Mapped[datetime]
    username: Mapped[str] = mapped_column(String(60))
    address: Mapped[str | None] = mapped_column(String(60))


class FirstStart(Base):
    """The one-time token with which the first administrator is made; spent once."""

    __tablename__ = "first_start"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    token_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
