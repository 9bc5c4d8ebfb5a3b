"""Opening and ending sessions, and what a signed-in user chose for himself."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.feature import PREFERENCE_CHOSEN, SESSION_ENDED, SIGNED_OUT
from app.office.access.models import Session, SignIn
from app.office.access.queries import hash_of
from app.office.history.service import record
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work

SEEN_EVERY = timedelta(minutes=5)
THEMES = ("light", "dark")


def open_session(staff_id: int, *, address: str | None, browser: str | None) -> str:
    """Open a session in the unit of work that is under way; return its token, which is stored as a hash only."""
    work, token = current_work(), secrets.token_urlsafe(32)
    row = Session(
        token_hash=hash_of(token),
        staff_id=staff_id,
        started_at=work.at,
        seen_at=work.at,
        address=address,
        browser=(browser or "")[:200] or None,
    )
    work.session.add(row)
    work.session.flush()
    return token


def seen(session_id: int, *, by: Actor) -> None:
    """Remember that the session is in use; written at most every five minutes."""
    with unit_of_work(by=by) as work:
        late = Session.seen_at < work.at - SEEN_EVERY
        work.session.execute(update(Session).where(Session.id == session_id, late).values(seen_at=work.at))


def end_sessions(staff_id: int, why: str) -> None:
    """End every session of a person in the unit of work that is under way: his rights or password changed (O-07)."""
    work = current_work()
    open_ones = update(Session).where(Session.staff_id == staff_id, Session.ended_at.is_(None))
    work.session.execute(open_ones.values(ended_at=work.at, ended_why=why))
    work.touch(f"access:{staff_id}")


def sign_out(session_id: int, *, by: Actor) -> None:
    """End the own session."""
    with unit_of_work(by=by):
        if _end(session_id, "signed_out") is not None:
            record(SIGNED_OUT, f"staff:{by.staff_id}")


def end_session(session_id: int, *, by: Actor) -> int:
    """End somebody's session; return whose it was (O-07). Raises Refused for one that has ended already."""
    with unit_of_work(by=by) as work:
        staff_id = _end(session_id, "ended_by_administrator")
        if staff_id is None:
            raise Refused(Text("This session has ended already."))
        name = work.session.scalars(select(Staff.name).where(Staff.id == staff_id)).one()
        record(SESSION_ENDED, f"staff:{staff_id}", facts={"name": name, "session": session_id})
    return staff_id


def choose_language(staff_id: int, language: str, *, by: Actor) -> None:
    """Remember the language in which this user reads (O-20)."""
    _choose(staff_id, "language", language, by)


def toggle_theme(staff_id: int, *, by: Actor) -> None:
    """Change from light to dark or back."""
    with unit_of_work(by=by) as work:
        now = work.session.scalars(select(SignIn.theme).where(SignIn.staff_id == staff_id)).one()
        _choose(staff_id, "theme", "light" if now == "dark" else "dark", by)


def _end(session_id: int, why: str) -> int | None:
    work = current_work()
    ended = update(Session).where(Session.id == session_id, Session.ended_at.is_(None))
    values = ended.values(ended_at=work.at, ended_why=why)
    staff_id = work.session.scalar(values.returning(Session.staff_id))
    if staff_id is not None:
        work.touch(f"access:{staff_id}")
    return staff_id


def _choose(staff_id: int, field: str, value: str, by: Actor) -> None:
    with unit_of_work(by=by) as work:
        row = work.session.scalars(select(SignIn).where(SignIn.staff_id == staff_id)).one()
        facts = {"changes": [{"field": field, "old": getattr(row, field), "new": value}]}
        setattr(row, field, value)
        record(PREFERENCE_CHOSEN, f"staff:{staff_id}", facts=facts)
