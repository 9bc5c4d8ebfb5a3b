"""The pages on which the office defines its causes of complaints."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.complaints.causes import queries, service
from app.complaints.causes.feature import MANAGE
from app.complaints.causes.forms import AddCauseForm, CauseForm
from app.complaints.causes.words import SCHEMES
from app.domain.errors import Refused
from app.office.conduct.kinds import conduct_rules
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import id_typed
from app.web.guard import actor, requires

bp = Blueprint("causes", __name__, url_prefix="/complaints/causes")


@bp.get("/")
@requires(MANAGE)
def listing() -> Response:
    """The lists of causes."""
    return hx.render(
        "complaints/causes/listing.html",
        "complaints/causes/_causes.html",
        lists=queries.causes(),
        schemes=SCHEMES,
        rules=conduct_rules(),
        missing=queries.missing(),
    )


@bp.post("/seed")
@requires(MANAGE)
def seed() -> Response:
    """Take over the usual causes that are missing."""
    service.seed(by=actor())
    return hx.go(url_for("causes.listing"))


@bp.route("/add", methods=["GET", "POST"])
@requires(MANAGE)
def add() -> Response:
    """A cause more."""
    wanted = request.args.get("scheme")
    form = AddCauseForm(data={"scheme": wanted if wanted in SCHEMES else None, "position": 500})
    form.offer()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.add(
                    form.name.data, scheme=form.scheme.data, negligence=form.negligence.data,
                    sanction_rule=form.sanction_rule.data, position=form.position.data, by=actor(),
                )  # fmt: skip
                work.result(url_for("causes.listing"))
            return hx.go(url_for("causes.listing"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "complaints/causes/add.html", "complaints/causes/_add_cause.html"
    return hx.render(page, region, status=form.status, form=form)


@bp.route("/<int:cause_id>", methods=["GET", "POST"])
@requires(MANAGE)
def change(cause_id: int) -> Response:
    """Name and meaning of a cause."""
    found = queries.cause_of(cause_id)
    form = CauseForm(obj=found)
    form.offer(keep=found.sanction_rule)
    if form.posted():
        try:
            service.change(
                cause_id, form.seen_version(), name=form.name.data, negligence=form.negligence.data,
                sanction_rule=form.sanction_rule.data, position=form.position.data, by=actor(),
            )  # fmt: skip
            return hx.go(url_for("causes.listing"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "complaints/causes/change.html", "complaints/causes/_cause.html"
    return hx.render(page, region, status=form.status, form=form, cause=queries.cause_of(cause_id))


@bp.post("/<int:cause_id>/<any(retire, use):deed>")
@requires(MANAGE)
def turn(cause_id: int, deed: str) -> Response:
    """Take a cause out of use, or into use again."""
    version = id_typed(request.form.get("version")) or 0
    service.use(cause_id, version, retired=deed == "retire", by=actor())
    return hx.go(url_for("causes.listing"))
