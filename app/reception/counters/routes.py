"""Setting up what visitors come for and the desks that they are called to."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.reception.counters import queries, service
from app.reception.counters.feature import MANAGE
from app.reception.counters.forms import ChangeDeskForm, ChangePurposeForm, DeskForm, PurposeForm
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import id_typed
from app.web.guard import actor, requires

bp = Blueprint("counters", __name__, url_prefix="/reception/counters")


@bp.get("/")
@requires(MANAGE)
def listing() -> Response:
    """The purposes and the desks, with who sits where."""
    return hx.render(
        "reception/counters/listing.html",
        "reception/counters/_counters.html",
        purposes=queries.purposes(active_only=False),
        desks=queries.desks(active_only=False),
        seats={seat.desk_id: seat for seat in queries.seats()},
        serves=queries.purposes_by_desk(),
    )


@bp.post("/seed")
@requires(MANAGE)
def seed() -> Response:
    """Take over the usual purposes and desks."""
    service.seed(by=actor())
    return hx.go(url_for("counters.listing"))


@bp.route("/purposes/add", methods=["GET", "POST"])
@requires(MANAGE)
def add_purpose() -> Response:
    """Add something that visitors come for."""
    form = PurposeForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.add_purpose(
                    form.name.data, form.prefix.data, origin=form.origin.data, uses_rota=form.uses_rota.data,
                    place=form.place.data, by=actor(),
                )  # fmt: skip
                work.result(url_for("counters.listing"))
            return hx.go(url_for("counters.listing"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "reception/counters/purpose.html", "reception/counters/_purpose.html"
    return hx.render(page, region, status=form.status, form=form, purpose=None)


@bp.route("/purposes/<int:purpose_id>", methods=["GET", "POST"])
@requires(MANAGE)
def change_purpose(purpose_id: int) -> Response:
    """Change a purpose or take it out of use."""
    found = queries.purpose(purpose_id)
    form = ChangePurposeForm(obj=found)
    if form.posted():
        try:
            service.change_purpose(
                purpose_id, _version(), name=form.name.data, prefix=form.prefix.data,
                origin=form.origin.data, uses_rota=form.uses_rota.data, place=form.place.data,
                active=form.active.data, by=actor(),
            )  # fmt: skip
            return hx.go(url_for("counters.listing"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "reception/counters/purpose.html", "reception/counters/_purpose.html"
    return hx.render(page, region, status=form.status, form=form, purpose=found)


@bp.route("/desks/add", methods=["GET", "POST"])
@requires(MANAGE)
def add_desk() -> Response:
    """Add a desk."""
    form = DeskForm()
    form.purpose_ids.with_choices(queries.purpose_choices())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.add_desk(
                    form.name.data, purpose_ids=form.purpose_ids.data, place=form.place.data, by=actor()
                )  # fmt: skip
                work.result(url_for("counters.listing"))
            return hx.go(url_for("counters.listing"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "reception/counters/desk.html", "reception/counters/_desk.html"
    return hx.render(page, region, status=form.status, form=form, desk=None)


@bp.route("/desks/<int:desk_id>", methods=["GET", "POST"])
@requires(MANAGE)
def change_desk(desk_id: int) -> Response:
    """Change a desk or take it out of use."""
    found = queries.desk(desk_id)
    form = ChangeDeskForm(obj=found, purpose_ids=sorted(queries.purposes_of_desk(desk_id)))
    form.purpose_ids.with_choices(queries.purpose_choices())
    if form.posted():
        try:
            service.change_desk(
                desk_id, _version(), name=form.name.data, purpose_ids=form.purpose_ids.data,
                place=form.place.data, active=form.active.data, by=actor(),
            )  # fmt: skip
            return hx.go(url_for("counters.listing"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "reception/counters/desk.html", "reception/counters/_desk.html"
    return hx.render(page, region, status=form.status, form=form, desk=found)


def _version() -> int:
    """The version that the page showed; 0, which nothing has, for none."""
    return id_typed(request.form.get("version")) or 0
