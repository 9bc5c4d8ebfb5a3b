"""Enquiries: the lists, registering, one enquiry and the deeds on it, the report of repeats."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.staff.queries import colleagues, department_choices
from app.reception.enquiries import asking, deeds, export, filtering, forms, rules, service
from app.reception.enquiries.feature import SEE_ALL, SEE_DEPARTMENT, TAKE
from app.reception.enquiries.queries import lists, people, repeats
from app.reception.enquiries.queries.one import seat, shown
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import VersionFields
from app.web.guard import actor, requires
from app.web.paging import Page

bp = Blueprint("enquiries", __name__, url_prefix="/reception/enquiries")
FOLDER = "reception/enquiries"
IN_ADDRESSES = "<any('hand-on', 'give-back', 'finish', 'tell', 'note'):deed>"
WORDS: dict[str, Any] = {
    "states": rules.STATES,
    "colours": rules.COLOURS,
    "kinds": rules.KINDS,
    "channels": rules.CHANNELS,
}


@bp.get("/")
@requires(TAKE)
def listing() -> Response:
    form, filters = filtering.read(request.args, actor())
    page: Page[lists.Line] = Page([], None)
    if filters is not None:
        page = lists.listing(filters, actor(), after=request.args.get("after"))
    return hx.render(
        f"{FOLDER}/listing.html",
        f"{FOLDER}/_enquiries.html",
        status=form.status,
        form=form,
        page=page,
        whose=filtering.whose(request.args, actor()),
        lists=filtering.lists_for(actor()),
        values=filtering.values_of(request.args),
        reports=actor().may(SEE_ALL.name) or actor().may(SEE_DEPARTMENT.name),
        **WORDS,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(TAKE)
def new() -> Response:
    before = asking.prefilled(request.args, actor())
    known = asking.known(request.form if request.method == "POST" else before, actor())
    form = asking.ready(forms.NewForm() if request.method == "POST" else forms.NewForm(data=before), known, actor())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", enquiry_id=deeds.register_as_typed(form, known, actor()))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context = {"known": known, "proposal": people.proposed(actor().staff_id or 0), "names": people.name_of}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form, **context)


@bp.get("/hints")
@requires(TAKE)
def hints() -> Response:
    known = asking.known(request.args, actor())
    form = asking.ready(forms.NewForm(formdata=request.args, endpoint="enquiries.new"), known, actor())
    return hx.render(f"{FOLDER}/hints.html", f"{FOLDER}/_hints.html", known=known, form=form)


@bp.get("/<int:enquiry_id>")
@requires(TAKE)
def show(enquiry_id: int) -> Response:
    found = shown(enquiry_id, actor())
    return hx.render(
        f"{FOLDER}/show.html",
        f"{FOLDER}/_enquiry.html",
        found=found,
        one=found.seat.enquiry,
        moves=found.seat.moves,
        steps=rules.STEPS,
        **WORDS,
    )


@bp.post("/<int:enquiry_id>/accept")
@requires(TAKE)
def accept(enquiry_id: int) -> Response:
    service.accept(enquiry_id, VersionFields().seen_version(), by=actor())
    return hx.go(url_for(".show", enquiry_id=enquiry_id))


@bp.route(f"/<int:enquiry_id>/{IN_ADDRESSES}", methods=["GET", "POST"])
@requires(TAKE)
def do(enquiry_id: int, deed: str) -> Response:
    found, wanted = seat(enquiry_id, actor()), deeds.DEEDS[deed]
    form = wanted.form(version=found.enquiry.version)
    if isinstance(form, forms.HandOnForm):
        form.to.choices = colleagues(found.enquiry.owner_id)
        form.department.choices = department_choices()
    if request.method == "GET" and wanted.move not in {*found.moves, deeds.NOTE}:
        raise Refused(service.NOT_HIS)
    if form.posted():
        try:
            wanted.verb(enquiry_id, form, actor())
            return hx.go(url_for(".show", enquiry_id=enquiry_id))
        except Refused as refused:
            form.refuse(refused)
    return _deed_page(found, deed, form)


@bp.route("/<int:enquiry_id>/slip", methods=["GET", "POST"])
@requires(TAKE)
def slip(enquiry_id: int) -> Response:
    found = seat(enquiry_id, actor())
    form = forms.SlipForm(version=found.enquiry.version)
    form.department_id.choices, form.to_id.choices = department_choices(), colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.write_slip(enquiry_id, form.seen_version(), form.slip(), by=actor())
                work.result(url_for(".show", enquiry_id=enquiry_id))
            return hx.go(url_for(".show", enquiry_id=enquiry_id))
        except Refused as refused:
            form.refuse(refused)
    one = found.enquiry
    return hx.render(f"{FOLDER}/slip.html", f"{FOLDER}/_slip.html", status=form.status, form=form, one=one, **WORDS)


@bp.get("/customer/<int:customer_id>")
@requires(TAKE)
def of_customer(customer_id: int) -> Response:
    found = lists.of_customer(customer_id, actor())
    page, region = f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html"
    return hx.render(page, region, rows=found, customer_id=customer_id, **WORDS)


@bp.get("/repeats")
@requires(SEE_DEPARTMENT, SEE_ALL)
def report() -> Response:
    form, days = filtering.period(request.args, clock.today())
    found = repeats.repeats(*days, actor()) if days else []
    whose = lists.ALL if actor().may(SEE_ALL.name) else lists.DEPARTMENT
    context = {"form": form, "days": days, "rows": found, "share": rules.per_hundred, "whose": whose}
    return hx.render(f"{FOLDER}/repeats.html", f"{FOLDER}/_repeats.html", status=form.status, **context)


@bp.get("/repeats.xlsx")
@requires(SEE_DEPARTMENT, SEE_ALL)
def report_sheet() -> Response:
    _, days = filtering.period(request.args, clock.today())
    if days is None:
        abort(404)
    return export.answer(*days, by=actor())


def _deed_page(found: Any, deed: str, form: VersionFields) -> Response:
    owner = found.enquiry.owner_id
    proposal = people.proposed(owner) if isinstance(form, forms.HandOnForm) else None
    return hx.render(
        f"{FOLDER}/do.html",
        f"{FOLDER}/_do.html",
        status=form.status,
        form=form,
        one=found.enquiry,
        deed=deed,
        wanted=deeds.DEEDS[deed],
        proposal=proposal,
        names=people.name_of,
        **WORDS,
    )
