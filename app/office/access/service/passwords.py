"""Giving a sign-in, changing and resetting passwords."""

from __future__ import annotations

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.access import passwords, queries
from app.office.access.feature import PASSWORD_CHANGED, PASSWORD_RESET, SIGN_IN_GIVEN
from app.office.access.models import SignIn
from app.office.access.policy import AccessPolicy
from app.office.access.rules import check_password, check_username, username_of
from app.office.access.service.sessions import end_sessions, open_session
from app.office.access.service.sign_in import Outcome
from app.office.access.service.throttle import claim_attempt, forget_attempts
from app.office.history.service import record
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work


def give_sign_in(staff_id: int, username: str, password_hash: str, *, must_change: bool = True, by: Actor) -> None:
    """Let a person sign in (O-07). The hash is made before, by `app.office.access.passwords.hashed`.

    Raises Refused for the field `username` where the name is taken or unfit, or the person has a sign-in already.
    """
    name = username_of(username)
    check_username(name)
    with unit_of_work(by=by) as work:
        person = work.session.scalars(select(Staff).where(Staff.id == staff_id).with_for_update()).one()
        for row in work.session.scalars(
            select(SignIn).where((SignIn.username == name) | (SignIn.staff_id == staff_id)).order_by(SignIn.staff_id)
        ):
            _refuse_second(row, staff_id)
        work.session.add(
            SignIn(
                staff_id=staff_id,
                username=name,
                password_hash=password_hash,
                must_change=must_change,
                changed_at=work.at,
            )
        )
        work.session.flush()
        record(SIGN_IN_GIVEN, f"staff:{staff_id}", facts={"name": person.name, "username": name})


def change_password(
    staff_id: int, *, present: str, new: str, address: str | None, browser: str | None, by: Actor
) -> Outcome:
    """Change the own password: every session ends and a new one is opened, whose token the outcome holds (O-07).

    Guessing the present password counts like a failed sign-in. Raises Refused for a new password that is too weak.
    """
    found = queries.secret_of_staff(staff_id)
    if found is None:
        raise Refused(Text("This person has no sign-in."))
    check_password(new, username=found.username, shortest=policy.of(AccessPolicy).shortest_password)
    if wait := claim_attempt(found.username, address):
        return Outcome(wait=wait)
    if not passwords.matches(found.password_hash, present):
        return Outcome()
    if new == present:
        raise Refused(Text("Choose another password than the present one."), field="password")
    hashed = passwords.hashed(new)
    with unit_of_work(by=by):
        _store(staff_id, hashed, must_change=False, instead_of=found.password_hash)
        forget_attempts(found.username)
        end_sessions(staff_id, "password_changed")
        record(PASSWORD_CHANGED, f"staff:{staff_id}")
        return Outcome(open_session(staff_id, address=address, browser=browser))


def reset_password(staff_id: int, password_hash: str, *, by: Actor) -> None:
    """Give a person a one-time password, which he must change; every session of his ends (O-07)."""
    with unit_of_work(by=by) as work:
        name = work.session.scalars(select(Staff.name).where(Staff.id == staff_id)).one()
        found = queries.secret_of_staff(staff_id)
        if found is None:
            raise Refused(Text("This person has no sign-in."))
        _store(staff_id, password_hash, must_change=True, instead_of=found.password_hash)
        forget_attempts(found.username)
        end_sessions(staff_id, "password_reset")
        record(PASSWORD_RESET, f"staff:{staff_id}", facts={"name": name})


def _refuse_second(row: SignIn, staff_id: int) -> None:
    if row.staff_id == staff_id:
        raise Refused(Text("This person can sign in already."), field="username")
    raise Refused(Text("This user name is taken. Choose another."), field="username")


def _store(staff_id: int, password_hash: str, *, must_change: bool, instead_of: str) -> None:
    work = current_work()
    unchanged = update(SignIn).where(SignIn.staff_id == staff_id, SignIn.password_hash == instead_of)
    values = unchanged.values(password_hash=password_hash, must_change=must_change, changed_at=work.at)
    if work.session.scalar(values.returning(SignIn.staff_id)) is None:
        raise Conflict(Text("The password was changed meanwhile. Sign in again."))
