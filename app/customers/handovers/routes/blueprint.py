"""The blueprint of hand-overs, and the page of one of them, which every deed comes back to."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.customers.handovers import feature, forms, rules
from app.customers.handovers.queries import lists
from app.customers.handovers.queries.people import successors, visible_to_decide
from app.domain.errors import Refused
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor

bp = Blueprint("handovers", __name__, url_prefix="/customers/handovers")
FOLDER = "customers/handovers"


def page(handover_id: int, refused: Refused | None = None, form: Any | None = None) -> Response:
    """One hand-over with its customers, as far as it is; with what a deed was refused for."""
    seen = lists.one(handover_id, actor())
    decides = visible_to_decide(handover_id, actor())
    filters = _filters()
    open_ = seen[0].state == rules.OPEN and seen[0].decided_at is None
    context: dict[str, Any] = {
        "seen": seen,
        "one": seen[0],
        "rules": rules,
        "rights": feature,
        "progress": lists.progress_of([handover_id])[handover_id],
        "shares": lists.shares(handover_id),
        "draws": lists.draws(handover_id),
        "page": lists.items(handover_id, filters, after=request.args.get("after")),
        "filters": filters,
        "values": {name: text for name, text in request.args.items() if name in ("successor", "state", "after")},
        "decides": decides,
        "open": open_,
        "people": successors(seen[0], actor()) if open_ and decides else [],
        "refused": refused,
        "deed": form or forms.DeedForm(formdata=None, version=seen[0].version),
        "me": actor().staff_id,
    }
    status = refused.status if refused else 422 if form is not None and form.errors else 200
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_handover.html", status=status, **context)


def back(handover_id: int) -> Response:
    """To the page of a hand-over after a deed, on the part of the list that the user had before him."""
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("successor", "state", "after") if request.args.get(name)
    }
    return hx.go(url_for(".show", handover_id=handover_id, **kept))


def _filters() -> lists.ItemFilters:
    state = request.args.get("state")
    chosen = request.args.get("successor", type=read_id)
    return lists.ItemFilters(chosen, state if state in rules.ITEM_STATES else None)
