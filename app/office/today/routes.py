"""The first page and the search box."""

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.web import hooks, hx, nav, registry
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("today", __name__)

MOST_HITS = 20
OWN, SECTIONS = "office", ("customers", "reception", "complaints", "billing")


@bp.get("/")
@requires(SIGNED_IN)
def show() -> Response:
    """What waits for this user: in the office at once, in the other sections when the browser asks for them.

    Every feature counts something: all of them in one answer would be twice as many questions as a page may ask.
    """
    others = [name for name in SECTIONS if registry.asked("today", name)]
    context: dict[str, Any] = {"notices": hooks.notices(actor(), OWN), "others": others, "sections": nav.SECTIONS}
    return hx.render("office/today/today.html", "office/today/_office.html", **context)


@bp.get("/today/<any(customers, reception, complaints, billing):section>")
@requires(SIGNED_IN)
def section(section: str) -> Response:
    """What waits for this user in one section."""
    found = hooks.notices(actor(), section)
    page, region = f"office/today/{section}.html", f"office/today/_{section}.html"
    return hx.render(page, region, notices=found, sections=nav.SECTIONS)


@bp.get("/search")
@requires(SIGNED_IN)
def search() -> Response:
    """What the search box finds for this user."""
    query = request.args.get("q", "").strip()[:60]
    hits = hooks.hits(actor(), query)[:MOST_HITS] if query else []
    return hx.render("office/today/search.html", "office/today/_hits.html", query=query, hits=hits)
