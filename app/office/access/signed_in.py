"""The signed-in user of a request, as Flask-Login and the guard see him."""

from __future__ import annotations

import contextlib

from flask import g, request, session
from flask_login import UserMixin, current_user

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.extensions import login
from app.office.access import queries
from app.office.access.queries import SignedIn
from app.office.access.service.sessions import SEEN_EVERY, seen


class User(UserMixin):
    """What Flask-Login keeps in the cookie is the session's token, not the person."""

    def __init__(self, token: str, signed_in: SignedIn) -> None:
        self.token, self.signed_in = token, signed_in

    def get_id(self) -> str:
        """The session's token."""
        return self.token


def load_user(token: str) -> User | None:
    """Find the running session of the cookie's token."""
    found = queries.session_of(token)
    return User(token, found) if found else None


login.user_loader(load_user)


def load_actor() -> Actor | None:
    """The signed-in user as an actor; None for a stranger. Remembers the user for the page's frame."""
    g.signed_in = None
    if "_user_id" not in session:
        return None
    user = current_user._get_current_object()
    if not isinstance(user, User):
        return None
    g.signed_in = user.signed_in
    actor = queries.actor_behind(user.signed_in)
    _remember_seen(user.signed_in, actor)
    return actor


def _remember_seen(signed_in: SignedIn, actor: Actor) -> None:
    # A screen that asks by itself is no use: a session at a desk that somebody left must come to its end.
    if request.blueprint == "live" or clock.now() - signed_in.seen_at <= SEEN_EVERY:
        return
    with contextlib.suppress(Conflict):  # a busy database: the next click remembers it
        seen(signed_in.session_id, by=actor)


def chosen_language() -> str | None:
    """The language that the signed-in user chose, else the one chosen in this browser before signing in."""
    signed_in: SignedIn | None = g.get("signed_in")
    return (signed_in.language if signed_in else None) or session.get("language")


def chosen_theme() -> str:
    """Light or dark, as the signed-in user chose."""
    signed_in: SignedIn | None = g.get("signed_in")
    return (signed_in.theme if signed_in else None) or "light"
