"""Who may hear the changes of the office: a browser whose session runs."""

from __future__ import annotations

from flask import current_app, g

from app.domain.actor import Actor
from app.live.kinds import Pass
from app.office.access.queries import SignedIn, actor_of, hash_of, is_running

EVERYBODY = "access"  # touched when what a role gives has changed


def live_pass() -> Pass | None:
    """The pass of the session that sent this request (hook `live_pass`)."""
    signed_in: SignedIn | None = g.get("signed_in")
    if signed_in is None or g.get("actor") is None:
        return None
    session_id, staff_id = signed_in.session_id, signed_in.staff_id

    def again() -> Actor | None:
        return actor_of(staff_id) if is_running(session_id) else None

    name = hash_of(f"{current_app.secret_key!r} {session_id}")[:16]
    guards = (EVERYBODY, f"{EVERYBODY}:{staff_id}")
    return Pass(name, guards, again, runs=lambda: is_running(session_id))
