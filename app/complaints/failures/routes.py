"""Failures: the list, reporting one, its page with the notes, the deeds on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.queries import complaint_of
from app.complaints.failures import deeds, forms, queries, rules, service
from app.complaints.failures.feature import REPORT
from app.complaints.naming import customers_of
from app.domain.errors import Refused
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import id_typed
from app.web.guard import actor, requires

bp = Blueprint("failures", __name__, url_prefix="/complaints/failures")

FOLDER = "complaints/failures"
FILTERS = ("q", "state", "after")
IN_ADDRESSES = "<any('end', 'slip', 'analyse', 'send'):deed>"


@bp.get("/")
@requires(REPORT)
def listing() -> Response:
    """Those that last first of all; others by their state."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    filters = queries.Filters()
    if form.validate():
        form.state.data = form.state.data or queries.RUNNING
        filters = queries.Filters(form.state.data, form.q.data or "")
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, "rules": rules}
    context["customers"] = customers_of((one.customer_id for one in page.rows), actor())
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_failures.html", status=form.status, **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(REPORT)
def new() -> Response:
    """Report a major failure: time, place, symptom, plan."""
    form = forms.ReportForm(data=_begun())
    form.signatory_id.choices = form.manager_id.choices = colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", failure_id=deeds.reported(form, actor()))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:failure_id>")
@requires(REPORT)
def show(failure_id: int) -> Response:
    """One failure with its notes."""
    return _page(failure_id, forms.NoteForm(formdata=None))


@bp.get("/<int:failure_id>/notes")
@requires(REPORT)
def notes(failure_id: int) -> Response:
    """The notes, the newest first; the page asks for them again while the failure lasts."""
    one = queries.seat(failure_id, actor()).failure
    context: dict[str, Any] = {"one": one, "notes": queries.notes(failure_id), "rules": rules}
    return hx.render(f"{FOLDER}/notes.html", f"{FOLDER}/_notes.html", **context)


@bp.post("/<int:failure_id>/note")
@requires(REPORT)
def note(failure_id: int) -> Response:
    """Note in one line how it goes, or whom one told."""
    form = forms.NoteForm()
    if form.posted():
        try:
            service.note(failure_id, form.words.data or "", form.told.data, by=actor())
            return hx.go(url_for(".show", failure_id=failure_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(failure_id, form)


@bp.post("/<int:failure_id>/noted")
@requires(REPORT)
def noted(failure_id: int) -> Response:
    """Take note of a failure of which one was told."""
    service.take_note(failure_id, by=actor())
    return hx.go(url_for(".show", failure_id=failure_id))


@bp.route(f"/<int:failure_id>/{IN_ADDRESSES}", methods=["GET", "POST"])
@requires(REPORT)
def do(failure_id: int, deed: str) -> Response:
    """A deed with a form of its own."""
    found, wanted = queries.seat(failure_id, actor()), deeds.DEEDS[deed]
    one = found.failure
    form = wanted.form(data={**wanted.begin(one), "version": one.version})
    if request.method == "GET" and wanted.move not in found.moves:
        raise Refused(service.NOT_HIS)
    if form.posted():
        try:
            wanted.verb(failure_id, form, actor())
            return hx.go(url_for(".show", failure_id=failure_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "one": one, "deed": deed, "wanted": wanted}
    return hx.render(f"{FOLDER}/do.html", f"{FOLDER}/_do.html", status=form.status, **context)


@bp.get("/of-complaint/<int:complaint_id>")
@requires(REPORT)
def of_complaint(complaint_id: int) -> Response:
    """The failures of a case, for its page."""
    case = complaint_of(complaint_id, actor())
    context: dict[str, Any] = {"rows": queries.of_complaint(case.id), "complaint_id": case.id, "rules": rules}
    context["customers"] = customers_of([case.customer_id], actor())
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", **context)


def _begun() -> dict[str, Any]:
    """What the form of a report begins with; the address may name the complaint or the customer."""
    complaint_id, customer_id = (id_typed(request.args.get(name)) for name in ("complaint", "customer"))
    if complaint_id is not None:
        customer_id = complaint_of(complaint_id, actor()).customer_id
    number, _ = customers_of([customer_id], actor()).get(customer_id or 0, (None, None))
    return {"happened_at": clock.now(), "complaint_id": complaint_id, "customer": number}


def _page(failure_id: int, form: forms.NoteForm) -> Response:
    found = queries.for_page(failure_id, actor())
    context: dict[str, Any] = {
        "found": found, "one": found.seat.failure, "moves": found.seat.moves, "form": form, "rules": rules,
        "notes": queries.notes(failure_id),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_failure.html", status=form.status, **context)
