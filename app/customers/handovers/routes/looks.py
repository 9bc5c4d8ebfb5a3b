"""Looking at hand-overs and at draws; beginning one by hand."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.handovers import forms, rules
from app.customers.handovers.feature import DECIDE, SEE
from app.customers.handovers.queries import lists, protocol
from app.customers.handovers.queries.people import givers
from app.customers.handovers.routes.blueprint import FOLDER, bp, page
from app.customers.handovers.service import starting
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

NAMES = ("q", "state", "cause", "after")


@bp.get("/")
@requires(SEE, DECIDE)
def listing() -> Response:
    """The hand-overs of people of the user's departments, newest first."""
    asked = request.args
    state, cause = asked.get("state"), asked.get("cause")
    filters = lists.Filters(
        state if state in rules.STATES else None,
        cause if cause in rules.CAUSES else None,
        asked.get("q", "").strip()[:60],
    )
    found = lists.listing(filters, actor(), after=asked.get("after"))
    context: dict[str, Any] = {
        "page": found,
        "progress": lists.progress_of([row[0].id for row in found.rows]),
        "filters": filters,
        "values": {name: asked[name] for name in NAMES if asked.get(name)},
        "decide": DECIDE,
    }
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_handovers.html", rules=rules, **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(DECIDE)
def new() -> Response:
    """Begin a hand-over by hand."""
    form = forms.StartForm(data={"effective_on": clock.today(), "cause": "transfer"})
    form.staff_id.choices = givers(actor())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = starting.start(starting.NewHandover(**forms.started(form)), by=actor())
                work.result(url_for(".show", handover_id=made.id))
            return hx.go(url_for(".show", handover_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:handover_id>")
@requires(SEE, DECIDE)
def show(handover_id: int) -> Response:
    """One hand-over, its customers, and what is to be done next."""
    return page(handover_id)


@bp.get("/draws/<int:draw_id>")
@requires(SEE, DECIDE)
def draw(draw_id: int) -> Response:
    """A draw, repeated before the reader's eyes: it gives what was drawn."""
    found = protocol.repeated(draw_id, actor())
    return hx.render(f"{FOLDER}/draw.html", f"{FOLDER}/_draw.html", found=found, rules=rules)
