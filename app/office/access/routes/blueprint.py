"""The blueprint, and what holds for every page of the program: one-time passwords come first."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from app.office.access.queries import SignedIn
from app.office.access.rules import local_path
from app.office.access.signed_in import load_user
from app.web import hx

bp = Blueprint("access", __name__)

WITH_ONE_TIME_PASSWORD = {
    "static",
    "access.change_password",
    "access.sign_out",
    "access.sign_in",
    "access.choose_language",
    "access.choose_theme",
}


@bp.before_app_request
def change_password_first() -> Response | None:
    signed_in: SignedIn | None = g.get("signed_in")
    if signed_in is None or not signed_in.must_change or request.endpoint in WITH_ONE_TIME_PASSWORD:
        return None
    return hx.go(url_for("access.change_password"))


@bp.app_context_processor
def ways() -> dict[str, Any]:
    return {"this_address": this_address}


def this_address() -> str:
    """The address of this page, to come back to after choosing a language; the first page where it cannot be opened."""
    opens = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return (opens and local_path(request.full_path.rstrip("?"))) or "/"


def way_back() -> str:
    """Where the user wants to go on, if it stays in this program."""
    return local_path(request.values.get("next")) or "/"


def enter(token: str) -> None:
    """Put a new session's token into a new cookie; of the old one only the chosen language stays."""
    language = session.get("language")
    session.clear()
    login_user(load_user(token))
    if language:
        session["language"] = language


def browser() -> dict[str, str | None]:
    """From where the request comes, as a session remembers it."""
    return {"address": request.remote_addr, "browser": request.user_agent.string or None}
