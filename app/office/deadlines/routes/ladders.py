"""The ladders of reminders and escalation."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.deadlines import words
from app.office.deadlines.feature import MANAGE_LADDERS
from app.office.deadlines.forms import RungForm
from app.office.deadlines.kinds import Rung
from app.office.deadlines.queries import ladders as looks
from app.office.deadlines.queries.ladders import Ladder
from app.office.deadlines.routes.blueprint import bp
from app.office.deadlines.service import ladders as verbs
from app.web import hx
from app.web.guard import actor, requires


@bp.get("/ladders")
@requires(MANAGE_LADDERS)
def ladders() -> Response:
    page, region = "office/deadlines/ladders.html", "office/deadlines/_ladders.html"
    return hx.render(page, region, ladders=looks.ladders(), words=words)


@bp.route("/ladders/<rule>", methods=["GET", "POST"])
@requires(MANAGE_LADDERS)
def ladder(rule: str) -> Response:
    """A ladder; a new step is tried, or added to it."""
    found, form, hits = _ladder(rule), RungForm(), None
    form.addressee.choices = looks.addressee_choices()
    if form.posted():
        rung = Rung(form.days.data, form.addressee.data, form.slip.data)
        try:
            if request.form.get("deed") == "add":
                verbs.add_rung(found.rule, rung, by=actor())
                return hx.go(url_for("deadlines.ladder", rule=rule))
            hits = looks.would_fire(found.rule, rung)
        except Refused as refused:
            form.refuse(refused)
    return _page(found, form, hits)


@bp.post("/ladders/<rule>/remove")
@requires(MANAGE_LADDERS)
def remove_rung(rule: str) -> Response:
    days = request.form.get("days", type=int)
    if days is None:
        abort(404)
    verbs.remove_rung(_ladder(rule).rule, days, request.form.get("addressee", ""), by=actor())
    return hx.go(url_for("deadlines.ladder", rule=rule))


@bp.post("/ladders/<rule>/as-shipped")
@requires(MANAGE_LADDERS)
def ladder_as_shipped(rule: str) -> Response:
    verbs.as_shipped(_ladder(rule).rule, by=actor())
    return hx.go(url_for("deadlines.ladder", rule=rule))


def _ladder(rule: str) -> Ladder:
    found = next((one for one in looks.ladders() if one.rule.key == rule), None)
    if found is None:
        abort(404)
    return found


def _page(found: Ladder, form: RungForm, hits: int | None) -> Response:
    page, region = "office/deadlines/ladder.html", "office/deadlines/_ladder.html"
    context: dict[str, Any] = {"ladder": found, "form": form, "hits": hits, "words": words}
    return hx.render(page, region, status=form.status, **context)
