"""Orders and deliveries: the list, one of them, entering, correcting, and the lookup of an order."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.complaints.deliveries import forms, queries, rules, service
from app.complaints.deliveries.feature import KEEP, SEE
from app.complaints.deliveries.queries import Filters
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, requires

bp = Blueprint("deliveries", __name__, url_prefix="/complaints/deliveries")
FOLDER = "complaints/deliveries"
FILTERS = ("q", "staff", "after")


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """What was ordered and delivered."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.staff.choices = colleagues()
    filters = Filters(form.q.data or "", form.staff.data) if form.validate() else Filters()
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_deliveries.html", status=form.status, **context)


@bp.get("/lookup")
@requires(SEE)
def lookup() -> Response:
    """The deliveries of the order whose number was typed into a complaint: one is taken over with a click (K-10)."""
    number = request.args.get("order_number", "")[:40]
    rows = (
        queries.of_order(number, actor(), customer_id=request.args.get("customer_id", type=read_id)) if number else ()
    )
    return hx.render(f"{FOLDER}/lookup.html", f"{FOLDER}/_lookup.html", rows=rows, number=number)


@bp.get("/<int:delivery_id>")
@requires(SEE)
def show(delivery_id: int) -> Response:
    """One order with its delivery, and whose excess ratio holds."""
    row = queries.delivery(delivery_id, actor())
    ratio, whose = queries.ratio_of(row.DeliveryNote)
    context = {"row": row, "one": row.DeliveryNote, "ratio": ratio, "whose": rules.WHOSE[whose], "labels": rules.LABELS}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_delivery.html", **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(KEEP)
def new() -> Response:
    """Enter an order with its delivery."""
    form = forms.NewForm(data={"staff_id": actor().staff_id, "customer": request.args.get("customer", "")[:40]})
    form.staff_id.choices = colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.enter(form.delivery(form.customer_id()), by=actor())
                work.result(url_for(".show", delivery_id=made.id))
            return hx.go(url_for(".show", delivery_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Enter an order with its delivery"), Text("Enter"), url_for(".listing"))


@bp.route("/<int:delivery_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(delivery_id: int) -> Response:
    """Correct a delivery, with the reason."""
    row = queries.delivery(delivery_id, actor())
    one, back = row.DeliveryNote, url_for(".show", delivery_id=delivery_id)
    form = forms.ChangeForm(data=forms.typed(one))
    form.staff_id.choices = [*colleagues(one.staff_id), *([(one.staff_id, row.staff)] if one.staff_id else [])]
    if form.posted():
        try:
            wanted = form.delivery(one.customer_id)
            service.change(delivery_id, form.seen_version(), wanted, form.reason.data, by=actor())
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Correct order %(number)s", number=one.order_number), Text("Save"), back)


def _form(form: Any, title: Text, button: Text, back: str) -> Response:
    context = {"form": form, "title": title, "button": button, "back": back}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)
