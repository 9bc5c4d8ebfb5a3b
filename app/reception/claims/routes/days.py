"""Open days with a rule of their own: the list, planning them, one of them."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.approvals.queries import standing
from app.reception.claims import service
from app.reception.claims.feature import DECIDE, SEE
from app.reception.claims.forms import DaysForm
from app.reception.claims.queries import days as queries
from app.reception.claims.routes.blueprint import FOLDER, bp
from app.reception.claims.words import DAYS_COLOURS, DAYS_STATES, EVENT_RULES
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

WORDS: dict[str, Any] = {"rules": EVENT_RULES, "states": DAYS_STATES, "colours": DAYS_COLOURS}


@bp.get("/days")
@requires(SEE)
def days() -> Response:
    page, values = queries.listing(after=request.args.get("after")), request.args.to_dict()
    return hx.render(f"{FOLDER}/days.html", f"{FOLDER}/_days.html", page=page, values=values, decide=DECIDE, **WORDS)


@bp.route("/days/new", methods=["GET", "POST"])
@requires(DECIDE)
def new_days() -> Response:
    form = DaysForm()
    if form.posted():
        try:
            first, last, rule = form.first_on.data, form.last_on.data, form.rule.data
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.plan_days(form.name.data or "", first, last, rule, form.words.data, by=actor())
                url = url_for(".open_days", days_id=made.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new_days.html", f"{FOLDER}/_new_days.html", status=form.status, form=form)


@bp.get("/days/<int:days_id>")
@requires(SEE)
def open_days(days_id: int) -> Response:
    row = queries.open_days(days_id)
    stands = standing(f"open_days:{days_id}")
    return hx.render(f"{FOLDER}/one_days.html", f"{FOLDER}/_one_days.html", row=row, standing=stands, **WORDS)
