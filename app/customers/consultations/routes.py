"""Consultations: the list, the form of two pages, the stages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.consultations import forms, queries, rules, service
from app.customers.consultations.feature import KEEP, SEE
from app.customers.files import queries as files
from app.domain.errors import Refused
from app.office.staff.queries import colleagues, person
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("consultations", __name__, url_prefix="/customers/consultations")

FOLDER = "customers/consultations"
FILTERS = ("q", "stage", "adviser", "since", "until", "after")


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """The consultations whose files one may read, newest first."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.adviser.choices = colleagues()
    filters = queries.Filters()
    if form.validate():
        chosen = (form.stage.data, form.adviser.data, form.since.data, form.until.data)
        filters = queries.Filters(form.q.data or "", *chosen)
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, "rules": rules}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_consultations.html", status=form.status, **context)


@bp.route("/new/<int:customer_id>", methods=["GET", "POST"])
@requires(KEEP)
def new(customer_id: int) -> Response:
    """Open a consultation of a customer."""
    customer = files.file_to_change(customer_id, actor())
    begun = {"opened_on": clock.today(), "adviser_id": actor().staff_id, "source": customer.source}
    form = _ready(forms.NewForm(data=begun))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.open_consultation(customer_id, forms.values_of(form), by=actor())
                work.result(url_for(".show", consultation_id=made.id))
            return hx.go(url_for(".show", consultation_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "customer": customer}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, **context)


@bp.get("/<int:consultation_id>")
@requires(SEE)
def show(consultation_id: int) -> Response:
    """One consultation with its stages."""
    return _page(consultation_id)


@bp.route("/<int:consultation_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(consultation_id: int) -> Response:
    """Fill in the form of two pages."""
    one, customer, *_ = queries.consultation(consultation_id, actor())
    files.file_to_change(customer.id, actor())
    form = _ready(forms.ChangeForm(obj=one), keep=(one.adviser_id, one.designer_id))
    if form.posted():
        try:
            version = form.seen_version()
            service.change_consultation(consultation_id, version, forms.values_of(form), by=actor())
            return hx.go(url_for(".show", consultation_id=consultation_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "one": one, "customer": customer}
    return hx.render(f"{FOLDER}/change.html", f"{FOLDER}/_change.html", status=form.status, **context)


@bp.post("/<int:consultation_id>/reach")
@requires(KEEP)
def reach(consultation_id: int) -> Response:
    """Record that a stage was reached."""
    form = forms.ReachForm()
    if form.posted():
        try:
            about = {"amount": form.amount.data, "note": form.note.data}
            step = (form.seen_version(), form.stage.data, form.on_day.data)
            service.reach(consultation_id, *step, **about, by=actor())
            return hx.go(url_for(".show", consultation_id=consultation_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(consultation_id, on=form)


@bp.post("/<int:consultation_id>/back")
@requires(KEEP)
def back(consultation_id: int) -> Response:
    """Take the newest step back."""
    form = forms.BackForm()
    if form.posted():
        try:
            service.take_back(consultation_id, form.seen_version(), form.reason.data, by=actor())
            return hx.go(url_for(".show", consultation_id=consultation_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(consultation_id, off=form)


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The consultations of a customer, for his page."""
    files.file_of(customer_id, actor())
    context: dict[str, Any] = {"rows": queries.of_customer(customer_id, actor()), "customer_id": customer_id}
    context["may_open"] = actor().may(KEEP.name) and files.may_change(actor(), customer_id)
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", rules=rules, **context)


def _ready(form: Any, keep: tuple[int | None, ...] = ()) -> Any:
    people = colleagues()
    known = {one for one, _ in people}
    people += [(one, person(one).name) for one in keep if one is not None and one not in known]
    form.adviser_id.choices = form.designer_id.choices = people
    return form


def _page(consultation_id: int, *, on: forms.ReachForm | None = None, off: forms.BackForm | None = None) -> Response:
    one, customer, adviser, designer = queries.consultation(consultation_id, actor())
    ledger = queries.stages(consultation_id)
    context: dict[str, Any] = {
        "one": one, "customer": customer, "adviser": adviser, "designer": designer, "rules": rules, "ledger": ledger,
        "taken_back": {step.takes_back_id for step in ledger},
        "missing": rules.missing(vars(one)),
        "may_keep": actor().may(KEEP.name) and files.may_change(actor(), customer.id),
        "on": on or forms.ReachForm(formdata=None, on_day=clock.today()),
        "off": off or forms.BackForm(formdata=None),
    }  # fmt: skip
    status = (on or off).status if on or off else 200  # type: ignore[union-attr]
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_consultation.html", status=status, **context)
