"""Joint inspections: the list, calling one, its page and its deeds, the tab of a complaint."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.feature import SEE_ALL
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, page_of
from app.complaints.inspections import desk, forms, queries, rules, service
from app.complaints.inspections.feature import CALL
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.policy import InspectionPolicy
from app.complaints.inspections.queries import Seen
from app.complaints.naming import customer_named
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.office.deadlines.queries.shown import shown
from app.office.policy import queries as policy
from app.office.staff.queries import colleagues, department_called, department_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("inspections", __name__, url_prefix="/complaints")
FOLDER = "complaints/inspections"
FILTERS = ("q", "state", "after")


@bp.get("/inspections/")
@requires(CALL, SEE_ALL)
def listing() -> Response:
    """The inspections that the user may know of, the newest first."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    state, text = (form.state.data, form.q.data or "") if form.validate() else (None, "")
    page = queries.listing(state, text, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, "call": CALL, **_words()}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_inspections.html", status=form.status, **context)


@bp.route("/inspections/new", methods=["GET", "POST"])
@requires(CALL)
def new() -> Response:
    """Call an inspection before there is a complaint, for a customer."""
    return _call(None)


@bp.route("/<int:complaint_id>/inspections/new", methods=["GET", "POST"])
@requires(CALL)
def new_of_complaint(complaint_id: int) -> Response:
    """Call an inspection for a complaint."""
    return _call(complaint_of(complaint_id, actor()))


@bp.get("/inspections/<int:inspection_id>")
@requires(SIGNED_IN)
def show(inspection_id: int) -> Response:
    """One inspection: how far it is, and what the reader may do next."""
    seen = queries.seen(inspection_id, actor())
    one, subject = seen.inspection, queries.subject_of(inspection_id)
    context: dict[str, Any] = {
        "seen": seen, "one": one, "deeds": desk.deeds_of(one, actor()), "due": shown(subject),
        "standing": standing(subject), "to_note": desk.waits_to_be_noted(one, actor()), "noting": forms.NoteForm(),
        "subject": subject, **_words(),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_inspection.html", **context)


@bp.route(
    "/inspections/<int:inspection_id>/<any(arrange, appoint, inspect, report, decide, cancel, link):deed>",
    methods=["GET", "POST"],
)
@requires(SIGNED_IN)
def do(inspection_id: int, deed: str) -> Response:
    """The form of one deed; who may do it is for the deed to say."""
    one = queries.inspection(inspection_id, actor())
    form = forms.FORMS[deed](data=_typed(one))
    forms.choices_of(form, colleagues())
    if form.posted():
        try:
            desk.done(inspection_id, deed, form, actor())
            return hx.go(url_for(".show", inspection_id=inspection_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "one": one, "title": Text(desk.TITLES[deed])}
    return hx.render(f"{FOLDER}/deed.html", f"{FOLDER}/_deed.html", status=form.status, **context)


@bp.post("/inspections/<int:inspection_id>/noted")
@requires(SIGNED_IN)
def noted(inspection_id: int) -> Response:
    """Take note of the decision."""
    if forms.NoteForm().posted():
        service.note(inspection_id, by=actor())
    return hx.go(url_for(".show", inspection_id=inspection_id))


@bp.get("/<int:complaint_id>/inspections")
@requires(SIGNED_IN)
def of_complaint(complaint_id: int) -> Response:
    """The inspections of a complaint, for its page."""
    case = complaint_of(complaint_id, actor())
    context: dict[str, Any] = {
        "case": case, "rows": queries.of_complaint(complaint_id, actor()),
        "may_call": actor().may(CALL.name) and case.state == "open", **_words(),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", **context)


def _call(case: Complaint | None) -> Response:
    values = policy.of(InspectionPolicy)
    form = forms.CallForm(
        data={"quality_id": department_called(values.quality), "making_id": department_called(values.making)}
    )
    form.quality_id.choices = form.making_id.choices = department_choices()
    if case is not None:
        del form.customer
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                customer_id = customer_named(form.customer.data, actor()) if case is None else None
                made = service.call(form.inspection(case.id if case else None, customer_id), by=actor())
                work.result(url_for(".show", inspection_id=made.id))
            return hx.go(url_for(".show", inspection_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "case": case, **_words()}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, **context)


def _typed(one: Inspection) -> dict[str, Any]:
    names = ("planned_on", "party", "inspected_on", "findings", "report", "version")
    known = {name: getattr(one, name) for name in names}
    return known | {"inspected_on": one.inspected_on or one.planned_on or clock.today()}


def _words() -> dict[str, Any]:
    return {"states": rules.STATES, "colours": rules.COLOURS, "as_seen": Seen, "case_page": page_of}
