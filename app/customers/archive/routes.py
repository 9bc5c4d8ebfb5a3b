"""The archive: bound files, bags, what is to be bound, and the registers of a month."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.archive import forms, queries, rules, service
from app.customers.archive.feature import KEEP, SEE
from app.customers.archive.kinds import monthly_registers
from app.customers.archive.policy import ArchivePolicy
from app.customers.files.catalogue import categories
from app.domain.errors import Refused
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import LONGEST_ID
from app.web.guard import actor, requires

bp = Blueprint("archive", __name__, url_prefix="/customers/archive")
FOLDER = "customers/archive"
NAMES = ("q", "bag", "place", "after")
MONTHS = 12


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    filters = queries.Filters()
    if form.validate():
        filters = queries.Filters(form.q.data or "", form.bag.data, form.place.data or "")
    values = {name: request.args[name] for name in NAMES if request.args.get(name)}
    page = queries.listing(filters, actor(), values.get("after"))
    context = {"form": form, "page": page, "values": values, "bag": filters.bag, "number_of": rules.number_of}
    page_of, region = f"{FOLDER}/listing.html", f"{FOLDER}/_archive.html"
    return hx.render(page_of, region, status=form.status, sheets=rules.SHEETS, keep=KEEP, **context)


@bp.get("/bags")
@requires(SEE)
def bags() -> Response:
    page, size = queries.bags(request.args.get("after")), policy.of(ArchivePolicy).bag_size
    values = {name: request.args[name] for name in ("after",) if request.args.get(name)}
    context: dict[str, Any] = {"page": page, "values": values, "size": size, "number_of": rules.number_of}
    return hx.render(f"{FOLDER}/bags.html", f"{FOLDER}/_bags.html", **context)


@bp.route("/unbound", methods=["GET", "POST"])
@requires(KEEP)
def unbound() -> Response:
    filtering = forms.UnboundFilterForm(formdata=request.args, meta={"csrf": False})
    filtering.category.choices = list(categories().items())
    category = filtering.category.data if filtering.validate() else None
    form = forms.BindForm(place=policy.of(ArchivePolicy).place)
    ticked, sheets = _ticked(), request.form.getlist("sheets") or rules.USUAL
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                sheets = request.form.getlist("sheets")
                numbers = service.bind(ticked, place=form.place.data, sheets=sheets, by=actor())
                work.result(url_for(".listing", q=numbers[-1]))
            return hx.go(url_for(".listing", bag=queries.last_bag()[0]))
        except Refused as refused:
            form.refuse(refused)
    rows = queries.unbound(actor(), category)
    context = {"form": form, "filtering": filtering, "rows": rows, "ticked": ticked, "sheets": sheets}
    context |= {"every_sheet": rules.SHEETS, "last": queries.last_bag(), "size": policy.of(ArchivePolicy).bag_size}
    return hx.render(f"{FOLDER}/unbound.html", f"{FOLDER}/_unbound.html", status=form.status, **context)


@bp.route("/<int:archived_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(archived_id: int) -> Response:
    file = queries.bound_file(archived_id, actor())
    form, sheets = forms.MoveForm(obj=file), request.form.getlist("sheets") or file.sheets
    if form.posted():
        try:
            seen, sheets = form.seen_version(), request.form.getlist("sheets")
            service.move(archived_id, seen, place=form.place.data, sheets=sheets, by=actor())
            return hx.go(url_for(".listing", bag=file.bag))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "file": file, "sheets": sheets, "every_sheet": rules.SHEETS, "number_of": rules.number_of}
    return hx.render(f"{FOLDER}/change.html", f"{FOLDER}/_change.html", status=form.status, **context)


@bp.get("/months")
@requires(SEE)
def months() -> Response:
    every = rules.months_before(clock.today(), MONTHS)
    context: dict[str, Any] = {"months": every, "registers": monthly_registers(), "kept": queries.put_away(every)}
    return hx.render(f"{FOLDER}/months.html", f"{FOLDER}/_months.html", **context)


@bp.get("/months/<month>")
@requires(SEE)
def month(month: str) -> Response:
    return _month(month, forms.PutAwayForm(endpoint="archive.put_away"))


@bp.post("/months/<month>/<register>")
@requires(KEEP)
def put_away(month: str, register: str) -> Response:
    form = forms.PutAwayForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.put_away(register, month, place=form.place.data, by=actor())
                work.result(url_for(".month", month=month))
            return hx.go(url_for(".month", month=month))
        except Refused as refused:
            form.refuse(refused)
    return _month(month, form)


def _month(month: str, form: forms.PutAwayForm) -> Response:
    if not rules.is_month(month):
        abort(404)
    over = month < f"{clock.today():%Y-%m}"
    context = {"month": month, "rows": queries.month_of(month), "over": over, "form": form, "keep": KEEP}
    return hx.render(f"{FOLDER}/month.html", f"{FOLDER}/_month.html", status=form.status, **context)


def _ticked() -> list[int]:
    return [int(one) for one in request.form.getlist("file") if one.isdecimal() and len(one) <= LONGEST_ID]
