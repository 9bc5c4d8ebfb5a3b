"""Signing in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from app.office.access import passwords, queries
from app.office.access.feature import SIGNED_IN
from app.office.access.models import SignIn
from app.office.access.queries import Secret
from app.office.access.rules import username_of
from app.office.access.service.sessions import open_session
from app.office.access.service.throttle import claim_attempt, forget_attempts
from app.office.history.service import record
from app.office.staff.models import Staff
from app.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: the new session's token, or minutes to wait, or neither: name or password is wrong."""

    token: str | None = None
    wait: int = 0


def sign_in(username: str, password: str, *, address: str | None, browser: str | None) -> Outcome:
    """Check name and password and open a session (O-07). A failed attempt is stored, so nothing is raised."""
    name = username_of(username)[:60]
    if wait := claim_attempt(name, address):
        return Outcome(wait=wait)
    found = queries.secret_of(name)
    right = passwords.matches(found.password_hash if found else None, password)
    if found is None or not right or not found.active:
        return Outcome()
    return _enter(found, password, address, browser)


def _enter(found: Secret, password: str, address: str | None, browser: str | None) -> Outcome:
    outdated = passwords.is_outdated(found.password_hash)
    renewed = passwords.hashed(password) if outdated else found.password_hash
    with unit_of_work(by=queries.actor_of(found.staff_id)) as work:
        # The check took a while: the same password and an active person still, or else it was in vain.
        active = select(Staff.id).where(Staff.active)
        same = SignIn.password_hash == found.password_hash
        still = update(SignIn).where(SignIn.staff_id == found.staff_id, same, SignIn.staff_id.in_(active))
        if work.session.scalar(still.values(password_hash=renewed).returning(SignIn.staff_id)) is None:
            return Outcome()
        forget_attempts(found.username)
        token = open_session(found.staff_id, address=address, browser=browser)
        record(SIGNED_IN, f"staff:{found.staff_id}", facts={"address": address})
    return Outcome(token)
