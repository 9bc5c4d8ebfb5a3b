"""Who may open what: every endpoint carries a mark, one check enforces it, an endpoint without a mark is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.domain.actor import Actor
from app.web import hx, registry
from app.web.feature import Permission

F = TypeVar("F", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed in"
MARK = "__requires__"
ALWAYS_OPEN = {"static"}


def requires(*marks: Permission | str) -> Callable[[F], F]:
    """Mark a view: PUBLIC, SIGNED_IN, or permissions of which the user must hold at least one."""

    def mark(view: F) -> F:
        setattr(view, MARK, marks)
        return view

    return mark


def set_up(app: Flask, load_actor: Callable[[], Actor | None], is_on: Callable[[str], bool]) -> None:
    """Enforce the marks before everything else. Must be called before CSRF protection is set up.

    In the other order a clerk whose session has ended presses a button and nothing happens. `is_on` tells whether
    the office's profile uses a feature; the others do not exist.
    """

    @app.before_request
    def enforce() -> Response | None:
        g.actor = None
        if request.endpoint is None or request.endpoint in ALWAYS_OPEN:
            return None
        marks = marks_of(current_app.view_functions[request.endpoint])
        if not marks:
            raise RuntimeError(f"endpoint {request.endpoint} carries no mark")
        g.actor = load_actor()
        if not is_on(registry.feature_of(request.blueprint)):
            abort(404)
        return _decide(marks, g.actor)


def marks_of(view: Any) -> tuple[Permission | str, ...]:
    """The marks of a view; empty where it carries none."""
    marks: tuple[Permission | str, ...] = getattr(view, MARK, ())
    return marks


def actor() -> Actor:
    """The one who sent this request; only on views that need a sign-in."""
    found: Actor | None = g.get("actor")
    if found is None:
        abort(401)
    return found


def may(permission: Permission | str) -> bool:
    """Tell templates whether to show a link or button; to SIGNED_IN yes for everybody who is.

    A page that links to a feature above its own names the permission as it is stored.
    """
    found: Actor | None = g.get("actor")
    if found is None:
        return False
    name = permission.name if isinstance(permission, Permission) else permission
    return name == SIGNED_IN or found.may(name)


def _decide(marks: tuple[Permission | str, ...], who: Actor | None) -> Response | None:
    if PUBLIC in marks:
        return None
    if who is None:
        return hx.sign_in(url_for("access.sign_in", next=_way_back()))
    if SIGNED_IN in marks or any(who.may(mark.name) for mark in marks if isinstance(mark, Permission)):
        return None
    raise Forbidden


def _way_back() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" and not hx.is_fragment() else None
