"""htmx at the server: page or fragment from one context, redirects and triggers. Only here htmx_flask is known."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, redirect, render_template
from flask import make_response as flask_response
from htmx_flask import Htmx, make_response, request
from werkzeug.wrappers import Response


def set_up(app: Flask) -> None:
    """Teach the request about htmx and tell caches that page and fragment differ."""
    Htmx().init_app(app)

    @app.after_request
    def vary(response: Any) -> Any:
        response.vary.add("HX-Request")
        return response


def is_fragment() -> bool:
    """True where htmx asks for a fragment: not for boosted links nor for restored history, which need pages."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def render(page: str, region: str, /, status: int = 200, **context: Any) -> Response:
    """Answer with the region's template to htmx and with the page's otherwise, from the same context."""
    return flask_response(render_template(region if is_fragment() else page, **context), status)


def go(url: str) -> Response:
    """Send the browser to another page, by whatever way the request came."""
    if request.htmx:
        return _htmx_redirect(204, url)
    return redirect(url, 303)


def sign_in(url: str) -> Response:
    """Send the browser to the sign-in page."""
    if request.htmx:
        return _htmx_redirect(401, url)
    return redirect(url, 303)


def with_trigger(response: Response, **events: Any) -> Response:
    """Let the browser fire these events. A dict, because a header cannot hold Chinese as it is."""
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def _htmx_redirect(status: int, url: str) -> Response:
    # A 302 would be followed inside the request and the page would never see where it leads.
    response: Response = make_response("", status, redirect=url)
    return response
