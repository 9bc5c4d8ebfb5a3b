"""Matters of several departments: the list, bringing one up, its page, the deeds on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.complaints.cases.queries import complaint_of
from app.complaints.disputes import deeds, forms, queries, rules, service
from app.complaints.disputes.feature import BRING
from app.complaints.naming import departments_of, home_of
from app.domain.errors import Refused
from app.office.staff.queries import department_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import id_typed
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("disputes", __name__, url_prefix="/complaints/disputes")

FOLDER = "complaints/disputes"
IN_ADDRESSES = "<any('opinion', 'submit', 'arbitrate', 'finish'):deed>"


@bp.get("/")
@requires(SIGNED_IN)
def listing() -> Response:
    """The matters of one's departments, and those one is to arbitrate."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.validate()
    form.state.data = state = form.state.data or queries.NOT_SETTLED
    page = queries.listing(state, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in ("state", "after") if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, "rules": rules}
    context |= {"names": _leading(page.rows), "may_bring": actor().may(BRING.name)}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_disputes.html", status=form.status, **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(BRING)
def new() -> Response:
    """Bring a matter of several departments up."""
    form = _ready(forms.BringForm(data=_begun()))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", dispute_id=deeds.brought(form, actor()))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:dispute_id>")
@requires(SIGNED_IN)
def show(dispute_id: int) -> Response:
    """One matter with the opinions and how the office arbitrated."""
    found = queries.for_page(dispute_id, actor())
    context: dict[str, Any] = {"found": found, "one": found.seat.dispute, "moves": found.seat.moves, "rules": rules}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_dispute.html", **context)


@bp.get("/<int:dispute_id>/approval")
@requires(SIGNED_IN)
def approval(dispute_id: int) -> Response:
    """How the request to the office stands; loaded by the page of the matter."""
    one = queries.seat(dispute_id, actor()).dispute
    context: dict[str, Any] = {"one": one, "standing": queries.request_of(dispute_id)}
    return hx.render(f"{FOLDER}/approval.html", f"{FOLDER}/_approval.html", **context)


@bp.route(f"/<int:dispute_id>/{IN_ADDRESSES}", methods=["GET", "POST"])
@requires(SIGNED_IN)
def do(dispute_id: int, deed: str) -> Response:
    """A deed with a form of its own."""
    found, wanted = queries.seat(dispute_id, actor()), deeds.DEEDS[deed]
    one = found.dispute
    form = wanted.form(data={"version": one.version, "department": min(found.standing.speaks_for, default=None)})
    if isinstance(form, forms.OpinionForm):
        form.department.choices = list(departments_of(found.standing.speaks_for).items())
    if request.method == "GET" and wanted.move not in found.moves:
        raise Refused(service.NOT_HIS)
    if form.posted():
        try:
            wanted.verb(dispute_id, form, actor())
            return hx.go(url_for(".show", dispute_id=dispute_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "one": one, "deed": deed, "wanted": wanted}
    context |= {"opinions": queries.opinions(dispute_id), "departments": departments_of(found.concerned)}
    return hx.render(f"{FOLDER}/do.html", f"{FOLDER}/_do.html", status=form.status, **context)


@bp.get("/of-complaint/<int:complaint_id>")
@requires(SIGNED_IN)
def of_complaint(complaint_id: int) -> Response:
    """The matters of a case, for its page."""
    case = complaint_of(complaint_id, actor())
    rows = queries.of_complaint(case.id, actor())
    context: dict[str, Any] = {"rows": rows, "names": _leading(rows), "complaint_id": case.id, "rules": rules}
    context["may_bring"] = actor().may(BRING.name)
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", **context)


def _leading(rows: Any) -> dict[int, str]:
    return departments_of(one.lead_department_id for one in rows)


def _begun() -> dict[str, Any]:
    complaint_id = id_typed(request.args.get("complaint"))
    matter = complaint_of(complaint_id, actor()).matter if complaint_id is not None else None
    return {"complaint_id": complaint_id, "matter": matter, "lead": home_of(actor().staff_id)}


def _ready(form: forms.BringForm) -> forms.BringForm:
    everywhere, mine = department_choices(), queries.own_departments(actor())
    form.lead.choices = [one for one in everywhere if one[0] in mine]
    for name in forms.MORE:
        form[name].choices = everywhere
    return form
