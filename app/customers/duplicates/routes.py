"""Who looks like the customer being typed, and the list of those who may be one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.customers.duplicates import finding, queries, service
from app.customers.duplicates.feature import DECIDE, SEE
from app.customers.duplicates.forms import DifferentForm
from app.customers.duplicates.rules import GROUNDS
from app.customers.files.feature import EDIT
from app.customers.files.queries import file_of
from app.customers.files.rules import read_text
from app.domain.errors import Refused
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, requires

bp = Blueprint("duplicates", __name__, url_prefix="/customers")

FOLDER = "customers/duplicates"
TYPED = {"name": 120, "phone": 60, "uscc": 40, "address": 200}


@bp.get("/alike")
@requires(EDIT)
def alike() -> Response:
    """Asked while somebody types: the whole office, but masked (C-07)."""
    asked = request.args
    draft = {key: _read(key, asked.get(key, "")[:longest]) for key, longest in TYPED.items()}
    draft["kind"] = asked.get("kind", "")[:20]
    found = finding.alike(draft, but=asked.get("but", type=read_id))
    return hx.render(f"{FOLDER}/alike.html", f"{FOLDER}/_alike.html", found=found)


@bp.get("/duplicates/")
@requires(SEE)
def listing() -> Response:
    asked = request.args
    state = asked.get("state", queries.OPEN)
    state = state if state in queries.STATES else queries.OPEN
    page = queries.listing(actor(), state=state, after=asked.get("after"))
    values = {name: text for name, text in asked.items() if name in ("state", "after")}
    context: dict[str, Any] = {"state": state, "values": values, "grounds": GROUNDS, "decide": DECIDE}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_pairs.html", page=page, **context)


@bp.get("/<int:customer_id>/duplicates")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The pairs of one customer, as a tab of his page."""
    customer = file_of(customer_id, actor())
    rows = queries.of_customer(customer_id, actor())
    context: dict[str, Any] = {"customer": customer, "rows": rows, "grounds": GROUNDS, "decide": DECIDE}
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context)


@bp.route("/duplicates/<int:pair_id>/different", methods=["GET", "POST"])
@requires(DECIDE)
def different(pair_id: int) -> Response:
    shown, form = queries.pair_to_decide(pair_id, actor()), DifferentForm()
    if form.posted():
        try:
            service.decide_different(pair_id, form.reason.data, by=actor())
            return hx.go(url_for("duplicates.listing"))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"shown": shown, "form": form, "grounds": GROUNDS}
    return hx.render(f"{FOLDER}/different.html", f"{FOLDER}/_different.html", status=form.status, **context)


@bp.post("/duplicates/find")
@requires(DECIDE)
def find() -> Response:
    job_id = service.ask_to_find(by=actor(), language=str(get_locale()))
    return hx.go(url_for("jobs.show", job_id=job_id))


def _read(key: str, typed: str) -> str:
    """What is being typed is seldom whole yet: what cannot be read is not asked for."""
    try:
        return read_text(key, typed) or ""
    except Refused:
        return ""
