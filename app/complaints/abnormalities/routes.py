"""Abnormality slips: the list, opening one, answering it, seeing whether it helped."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.abnormalities import forms, queries, rules, service
from app.complaints.abnormalities.feature import KEEP
from app.complaints.answers.queries import called
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of
from app.complaints.cases.queries.acting import seat_at
from app.customers.files import queries as files
from app.domain.errors import Refused
from app.office.deadlines.queries.shown import shown
from app.office.staff.queries import department_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import id_typed
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("abnormalities", __name__, url_prefix="/complaints")
FOLDER = "complaints/abnormalities"
FILTERS = ("q", "state", "department", "after")


@bp.get("/abnormalities/")
@requires(KEEP)
def listing() -> Response:
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.department.choices = department_choices()
    filters = queries.Filters()
    if form.validate():
        filters = queries.Filters(form.state.data or rules.OPEN, form.department.data, form.q.data or "")
    form.state.data = filters.state
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context = {"form": form, "page": page, "values": values, "rules": rules, "today": clock.today()}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_slips.html", status=form.status, **context)


@bp.route("/abnormalities/new", methods=["GET", "POST"])
@requires(KEEP)
def new() -> Response:
    customer_id = id_typed(request.args.get("customer"))
    customer = files.seen(customer_id, actor()).customer if customer_id else None
    return _open(forms.NewForm(data={"happened_on": clock.today()}), None, customer)


@bp.route("/<int:complaint_id>/abnormality", methods=["GET", "POST"])
@requires(KEEP)
def from_complaint(complaint_id: int) -> Response:
    complaint = complaint_of(complaint_id, actor())
    begun = {
        "happened_on": clock.local(complaint.heard_at).date(), "what": f"{complaint.matter}\n{complaint.facts}",
        "department_id": complaint.responsible_department_id, "version": complaint.version,
    }  # fmt: skip
    return _open(forms.NewForm(data=begun), complaint, None)


@bp.get("/<int:complaint_id>/abnormalities")
@requires(SIGNED_IN)
def of_complaint(complaint_id: int) -> Response:
    complaint = complaint_of(complaint_id, actor())
    may_open = actor().may(KEEP.name) and complaint.decided_on is None and seat_at(complaint, actor()).may_write
    context: dict[str, Any] = {
        "complaint": complaint, "called": called(complaint), "rows": queries.of_complaint(complaint_id, actor()),
        "rules": rules, "may_open": may_open, "today": clock.today(),
    }  # fmt: skip
    page, region = f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html"
    return hx.render(page, region, **context)


@bp.get("/abnormalities/<int:slip_id>")
@requires(SIGNED_IN)
def show(slip_id: int) -> Response:
    return _page(slip_id)


@bp.post("/abnormalities/<int:slip_id>/answer")
@requires(SIGNED_IN)
def answer(slip_id: int) -> Response:
    form = forms.AnswerForm()
    said = (form.cause.data or "", form.measure.data or "")
    return _done("answering", form, slip_id, lambda version: service.answer(slip_id, version, *said, by=actor()))


@bp.post("/abnormalities/<int:slip_id>/close")
@requires(KEEP)
def close(slip_id: int) -> Response:
    form = forms.CloseForm()
    words = form.effect.data or ""
    return _done("closing", form, slip_id, lambda version: service.close(slip_id, version, words, by=actor()))


@bp.post("/abnormalities/<int:slip_id>/back")
@requires(KEEP)
def back(slip_id: int) -> Response:
    form = forms.BackForm()
    words = form.reason.data or ""
    return _done("sending_back", form, slip_id, lambda version: service.send_back(slip_id, version, words, by=actor()))


def _open(form: forms.NewForm, complaint: Complaint | None, customer: Any) -> Response:
    form.department_id.choices = department_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                about = (complaint.id if complaint else None, customer.id if customer else None)
                typed = form.slip(complaint_id=about[0], customer_id=about[1])
                made = service.open_slip(typed, version=form.seen_version() or None, by=actor())
                work.result(url_for(".show", slip_id=made.id))
            return hx.go(url_for(".show", slip_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "complaint": complaint, "customer": customer, "called": called}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, **context)


def _done(name: str, form: Any, slip_id: int, do: Any) -> Response:
    """A form of one deed on a slip; refused, it stands on the page with what was typed."""
    if form.posted():
        try:
            do(form.seen_version())
            return hx.go(url_for(".show", slip_id=slip_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(slip_id, **{name: form})


def _page(slip_id: int, *, answering: Any = None, closing: Any = None, sending_back: Any = None) -> Response:
    found, posted = queries.slip(slip_id, actor()), answering or closing or sending_back
    context = {
        "found": found, "one": found.slip, "rules": rules, "called": called,
        "answering": answering or forms.AnswerForm(formdata=None, obj=found.slip),
        "closing": closing or forms.CloseForm(formdata=None),
        "sending_back": sending_back or forms.BackForm(formdata=None),
        "deadline": shown(queries.subject_of(slip_id)),
    }  # fmt: skip
    status = posted.status if posted else 200
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_slip.html", status=status, **context)
