"""The pages of routes: what is in force, a draft with its stages and limits, its approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from app.complaints.circulation import queries, service
from app.complaints.circulation import queries_drafts as drafts
from app.complaints.circulation.feature import MANAGE, SEE
from app.complaints.circulation.forms import HeadForm, LimitForm, StageForm, SubmitForm, TurnForm
from app.complaints.circulation.models import Route
from app.complaints.circulation.rules import StagePlan
from app.complaints.circulation.showing import shown
from app.complaints.circulation.words import COLOURS, DRAFT, FORMS, KINDS, STATES, UNITS
from app.complaints.fields import FIELDS, GROUPS
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.office.staff.queries import department_choices, person
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import VersionFields
from app.web.guard import actor, requires
from app.web.language import say

bp = Blueprint("circulation", __name__, url_prefix="/complaints/circulation")
WORDS: dict[str, Any] = {
    "states": STATES,
    "colours": COLOURS,
    "forms": FORMS,
    "units": UNITS,
    "kinds": KINDS,
    "fields": FIELDS,
}
OWN = "own_"


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """Every route with its revisions."""
    page, region = "complaints/circulation/listing.html", "complaints/circulation/_routes.html"
    may_change = actor().may(MANAGE.name)
    return hx.render(
        page, region, lines=drafts.every_route(), may_change=may_change, missing=drafts.missing(), **WORDS
    )  # fmt: skip


@bp.post("/seed")
@requires(MANAGE)
def seed() -> Response:
    """Take over the usual routes that are missing."""
    service.seed(by=actor())
    return hx.go(url_for("circulation.listing"))


@bp.get("/<int:route_id>")
@requires(SEE)
def show(route_id: int) -> Response:
    """One revision of a route."""
    return _page(queries.route(route_id), SubmitForm(endpoint="circulation.submit"))


@bp.post("/<int:route_id>/draft")
@requires(MANAGE)
def draft(route_id: int) -> Response:
    """Draft the next revision."""
    made = service.draft(route_id, by=actor())
    return hx.go(url_for("circulation.show", route_id=made.id))


@bp.post("/<int:route_id>/discard")
@requires(MANAGE)
def discard(route_id: int) -> Response:
    """Throw a draft away."""
    service.discard(route_id, _seen(TurnForm()), by=actor())
    return hx.go(url_for("circulation.listing"))


@bp.post("/<int:route_id>/submit")
@requires(MANAGE)
def submit(route_id: int) -> Response:
    """Submit a draft for approval."""
    form = SubmitForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.submit_draft(route_id, form.seen_version(), form.reason.data, by=actor())
                work.result(url_for("circulation.show", route_id=route_id))
            return hx.go(url_for("circulation.show", route_id=route_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(queries.route(route_id), form)


@bp.route("/<int:route_id>/head", methods=["GET", "POST"])
@requires(MANAGE)
def head(route_id: int) -> Response:
    """Name, paper and units of a draft."""
    one = _draft(route_id)
    form = HeadForm(data={**asdict(drafts.head_of(one)), "version": one.version})
    stored = _stored(form, lambda: service.change_head(route_id, form.seen_version(), form.head(), by=actor()))
    if stored:
        return hx.go(url_for("circulation.show", route_id=route_id))
    page, region = "complaints/circulation/head.html", "complaints/circulation/_head.html"
    return hx.render(page, region, status=form.status, form=form, one=queries.route(route_id))


@bp.route("/<int:route_id>/limits", methods=["GET", "POST"])
@requires(MANAGE)
def limits(route_id: int) -> Response:
    """How long a whole complaint may take by a draft."""
    form = LimitForm(data={"version": _draft(route_id).version})
    stored = _stored(form, lambda: service.set_limit(route_id, form.seen_version(), form.limit(), by=actor()))
    if stored:
        return hx.go(url_for("circulation.limits", route_id=route_id))
    one = queries.route(route_id)
    page, region = "complaints/circulation/limits.html", "complaints/circulation/_limits.html"
    return hx.render(page, region, status=form.status, form=form, one=one, shown=shown(one, _home()), **WORDS)


@bp.post("/<int:route_id>/limits/<severity>/<origin>/remove")
@requires(MANAGE)
def remove_limit(route_id: int, severity: str, origin: str) -> Response:
    """Take a limit out of a draft."""
    service.remove_limit(route_id, _seen(TurnForm()), severity, origin, by=actor())
    return hx.go(url_for("circulation.limits", route_id=route_id))


@bp.route("/<int:route_id>/stages/add", methods=["GET", "POST"])
@requires(MANAGE)
def add_stage(route_id: int) -> Response:
    """A stage more in a draft."""
    one, plans = _draft(route_id), queries.plans_of(route_id)
    form = _stage_form({"version": one.version, "kind": "work", "place": max(len(plans), 1)})
    taken = {plan.key for plan in plans}
    key = next(f"{OWN}{number}" for number in range(1, len(plans) + 2) if f"{OWN}{number}" not in taken)

    def deed() -> None:
        place = form.place.data or len(plans)
        service.add_stage(route_id, form.seen_version(), form.stage(key), place, by=actor())

    return _stage_page(one, form, deed, None)


@bp.route("/<int:route_id>/stages/<int:place>", methods=["GET", "POST"])
@requires(MANAGE)
def stage(route_id: int, place: int) -> Response:
    """One stage of a draft."""
    one, plan = _draft(route_id), _plan(route_id, place)
    form = _stage_form({**asdict(plan), "version": one.version, "place": place})

    def deed() -> None:
        version, fresh = form.seen_version(), form.stage(plan.key)
        service.change_stage(route_id, version, place, fresh, by=actor())

    return _stage_page(one, form, deed, plan, place)


@bp.post("/<int:route_id>/stages/<int:place>/<any(up, down, remove):deed>")
@requires(MANAGE)
def turn_stage(route_id: int, place: int, deed: str) -> Response:
    """Move a stage of a draft up or down, or take it out."""
    version = _seen(TurnForm())
    if deed == "remove":
        service.remove_stage(route_id, version, place, by=actor())
    else:
        service.move_stage(route_id, version, place, -1 if deed == "up" else 1, by=actor())
    return hx.go(url_for("circulation.show", route_id=route_id))


def _page(one: Route, form: SubmitForm) -> Response:
    if not form.version.data:
        form.version.data = str(one.version)
    page, region = "complaints/circulation/show.html", "complaints/circulation/_route.html"
    return hx.render(
        page, region, status=form.status, one=one, form=form, shown=shown(one, _home()),
        standing=standing(drafts.subject_of(one.id)), draft=drafts.draft_of(one.key),
        may_change=actor().may(MANAGE.name), **WORDS,
    )  # fmt: skip


def _stage_page(
    one: Route, form: StageForm, deed: Callable[[], None], plan: StagePlan | None, place: int | None = None
) -> Response:
    if _stored(form, deed):
        return hx.go(url_for("circulation.show", route_id=one.id))
    page, region = "complaints/circulation/stage.html", "complaints/circulation/_stage.html"
    context: dict[str, Any] = {"one": queries.route(one.id), "plan": plan, "place": place, "groups": GROUPS}
    return hx.render(page, region, status=form.status, form=form, **context, **WORDS)


def _stage_form(data: dict[str, Any]) -> StageForm:
    form = StageForm(data=data)
    form.department_id.choices = department_choices(keep=data.get("department_id"))
    form.position_key.choices = [(key, say(Text(name))) for key, name in drafts.position_keys()]
    return form


def _stored(form: VersionFields, deed: Callable[[], object]) -> bool:
    """Whether the form was posted and its deed done; what the rules refuse stands in the form."""
    if not form.posted():
        return False
    try:
        deed()
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _seen(form: VersionFields) -> int:
    return form.seen_version() if form.posted() else abort(400)


def _draft(route_id: int) -> Route:
    one = queries.route(route_id)
    return one if one.state == DRAFT else abort(404)


def _plan(route_id: int, place: int) -> StagePlan:
    plans = queries.plans_of(route_id)
    return plans[place - 1] if 1 <= place <= len(plans) else abort(404)


def _home() -> int | None:
    """The department of whoever looks."""
    staff_id = actor().staff_id
    return person(staff_id).department_id if staff_id else None
