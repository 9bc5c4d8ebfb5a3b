"""The first start: the office's name and profile, its roles, and the first administrator."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert, update

from app import clock
from app.domain.actor import FIRST_START
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.access import passwords
from app.office.access.feature import FIRST_STARTED
from app.office.access.models import FirstStart
from app.office.access.policy import AccessPolicy
from app.office.access.queries import has_administrator, hash_of
from app.office.access.rules import check_password, check_username, username_of
from app.office.access.service.passwords import give_sign_in
from app.office.access.service.roles import give_role, make_shipped_roles
from app.office.access.service.sessions import open_session
from app.office.access.shipped import ADMINISTRATOR
from app.office.history.service import record
from app.office.policy import queries as policy
from app.office.policy.service import set_values
from app.office.staff.queries import department_called
from app.office.staff.service import add_department, add_staff
from app.unit_of_work import current_work, unit_of_work
from app.web import registry

THE_ROW = 1
OFFICE = {"zh_Hans_CN": "办公室", "en": "Office"}  # the first department, in the language of the office


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is asked at the first start."""

    office: str
    profile: str
    language: str
    name: str
    username: str
    password: str


def new_token() -> str | None:
    """Make a new one-time token for the first start, which replaces an earlier one; None once that is done (O-07)."""
    token = secrets.token_urlsafe(32)
    with unit_of_work(by=FIRST_START) as work:
        if has_administrator():
            return None
        work.session.execute(delete(FirstStart).where(FirstStart.id == THE_ROW))
        row = {"id": THE_ROW, "token_hash": hash_of(token), "made_at": work.at, "used_at": None}
        work.session.execute(insert(FirstStart).values(row))
    return token


def begin(token: str, wanted: Beginning, *, address: str | None = None, browser: str | None = None) -> str:
    """Do the first start as one deed and sign its administrator in; return the session's token (O-07, O-14).

    Raises Conflict where the token is wrong or spent or an administrator exists, Refused for a field that is unfit.
    """
    username = username_of(wanted.username)
    check_username(username)
    check_password(wanted.password, username=username, shortest=policy.of(AccessPolicy).shortest_password)
    hashed = passwords.hashed(wanted.password)
    with unit_of_work(by=FIRST_START):
        _spend(token)
        staff_id = _set_up_office(wanted)
        give_sign_in(staff_id, username, hashed, must_change=False, by=FIRST_START)
        record(FIRST_STARTED, f"staff:{staff_id}", facts={"office": wanted.office, "name": wanted.name})
        return open_session(staff_id, address=address, browser=browser)


def _spend(token: str) -> None:
    work = current_work()
    unspent = update(FirstStart).where(FirstStart.token_hash == hash_of(token), FirstStart.used_at.is_(None))
    spent = work.session.scalar(unspent.values(used_at=work.at).returning(FirstStart.id))
    if spent is None or has_administrator():
        raise Conflict(Text("This address has been used already. Sign in, or start the program for a new one."))


def _set_up_office(wanted: Beginning) -> int:
    values = {"office.name": wanted.office, "office.profile": wanted.profile, "office.language": wanted.language}
    set_values(values, valid_from=clock.today(), reason=None, by=FIRST_START)
    roles = make_shipped_roles(by=FIRST_START)
    name = OFFICE[wanted.language]
    department_id = department_called(name) or add_department(name, by=FIRST_START).id
    person = add_staff(wanted.name, department_id=department_id, by=FIRST_START)
    give_role(person.id, roles[ADMINISTRATOR], None, by=FIRST_START)
    for prepare in registry.hooked("first_start"):
        prepare()
    return person.id
