"""The first page and the search box."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.web import hooks, hx
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("today", __name__)

MOST_HITS = 20


@bp.get("/")
@requires(SIGNED_IN)
def show() -> Response:
    """What waits for this user."""
    return hx.render("office/today/today.html", "office/today/_notices.html", notices=hooks.notices(actor()))


@bp.get("/search")
@requires(SIGNED_IN)
def search() -> Response:
    """What the search box finds for this user."""
    query = request.args.get("q", "").strip()[:60]
    hits = hooks.hits(actor(), query)[:MOST_HITS] if query else []
    return hx.render("office/today/search.html", "office/today/_hits.html", query=query, hits=hits)
