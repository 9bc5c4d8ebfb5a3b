"""Service orders: the list, taking a request, its page, the deeds on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.complaints.cases import origins
from app.complaints.cases.feature import TAKE
from app.complaints.service_orders import deeds, forms, queries, rules, service
from app.complaints.service_orders.feature import KEEP, SEE
from app.customers.files.queries import seen
from app.domain.errors import Refused
from app.office.staff.queries import colleagues, department_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("service_orders", __name__, url_prefix="/complaints/service-orders")

FOLDER = "complaints/service_orders"
FILTERS = ("q", "state", "mine", "after")
IN_ADDRESSES = f"<any({', '.join(repr(one) for one in deeds.DEEDS)}):deed>"


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """What is open by its day; everything else by its state."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    filters = queries.Filters()
    if form.validate():
        form.state.data = form.state.data or queries.OPEN
        filters = queries.Filters(form.state.data, bool(form.mine.data), form.q.data or "")
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, "may_take": actor().may(KEEP.name)}
    context |= _words(page.rows)
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_orders.html", status=form.status, **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(KEEP)
def new() -> Response:
    """Take a repair request."""
    form = forms.NewForm(data=deeds.prefilled(request.args, actor()))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", order_id=deeds.taken(form, actor()))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:order_id>")
@requires(SEE)
def show(order_id: int) -> Response:
    """One request with what may be done about it."""
    found = queries.for_page(order_id, actor())
    one = found.seat.order
    near = rules.may_complain(found.late, one.satisfied) and one.complaint_id is None
    context: dict[str, Any] = {
        "found": found, "one": one, "moves": found.seat.moves, "rules": rules,
        "way": rules.way_of(one.part, one.warranty), "may_complain": near and actor().may(TAKE.name),
        "origin": origins.origin(one.came_from, actor()),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_order.html", **context)


@bp.route(f"/<int:order_id>/{IN_ADDRESSES}", methods=["GET", "POST"])
@requires(SEE)
def do(order_id: int, deed: str) -> Response:
    """A deed with a form of its own."""
    found, wanted = queries.seat(order_id, actor()), deeds.DEEDS[deed]
    one = found.order
    form = _ready(wanted.form(data={**wanted.begin(one), "version": one.version}))
    if request.method == "GET" and wanted.move not in found.moves:
        raise Refused(service.NOT_HIS)
    if form.posted():
        try:
            wanted.verb(order_id, form, actor())
            return hx.go(url_for(".show", order_id=order_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "one": one, "wanted": wanted, "way": rules.way_of(one.part, one.warranty)}
    return hx.render(f"{FOLDER}/do.html", f"{FOLDER}/_do.html", status=form.status, deed=deed, **context)


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The requests of a customer, for his page."""
    seen(customer_id, actor())
    rows = queries.of_customer(customer_id, actor())
    context: dict[str, Any] = {"rows": rows, "customer_id": customer_id, "may_take": actor().may(KEEP.name)}
    context |= _words(rows)
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context)


def _words(rows: Any) -> dict[str, Any]:
    return {"rules": rules, "around": queries.around(rows, actor()), "late": queries.late}


def _ready(form: Any) -> Any:
    """The form with the people and the teams that may carry an order out."""
    if "staff_id" in form:
        form.staff_id.choices = colleagues()
    if "department_id" in form:
        form.department_id.choices = department_choices()
    return form
