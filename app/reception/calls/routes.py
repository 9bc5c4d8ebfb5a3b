"""Calls: the list, registering, one call, those of a customer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.names import masked_phone
from app.office.policy.switches import is_on
from app.reception.calls import asking, filtering, queries, rules, service
from app.reception.calls.feature import SEE, TAKE
from app.reception.calls.forms import CallForm
from app.reception.calls.models import Call
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.paging import Page

bp = Blueprint("calls", __name__, url_prefix="/reception/calls")
FOLDER = "reception/calls"


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """The calls, newest first."""
    form, filters = filtering.read(request.args)
    page: Page[Any] = Page([], None)
    if filters is not None:
        page = queries.listing(filters, actor(), after=request.args.get("after"))
    context: dict[str, Any] = {"form": form, "page": page, "values": filtering.values_of(request.args), "take": TAKE}
    return hx.render(
        f"{FOLDER}/listing.html", f"{FOLDER}/_calls.html", status=form.status, mask=masked_phone, **context
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(TAKE)
def new() -> Response:
    """Register a call; what is known of the caller stands beside what is typed."""
    typed = request.form if request.method == "POST" else request.args
    known = asking.known(typed, actor())
    form = asking.ready(CallForm() if request.method == "POST" else CallForm(formdata=typed), known, actor())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", call_id=service.register_call(form.call(), by=actor()).id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    sources = rules.sources_of(known.settings.sources)
    context: dict[str, Any] = {"form": form, "known": known, "sources": sources, "invite": known.settings.invite}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, **context)


@bp.get("/hints")
@requires(TAKE)
def hints() -> Response:
    """What is known of whoever has this telephone number or name."""
    known = asking.known(request.args, actor())
    form = asking.ready(CallForm(formdata=request.args, endpoint="calls.new"), known, actor())
    return hx.render(f"{FOLDER}/hints.html", f"{FOLDER}/_hints.html", known=known, form=form)


@bp.get("/<int:call_id>")
@requires(SEE)
def show(call_id: int) -> Response:
    """One call, with the others on its matter."""
    seen = queries.call(call_id, actor())
    return hx.render(
        f"{FOLDER}/show.html",
        f"{FOLDER}/_call.html",
        seen=seen,
        others=queries.same_matter(seen.call, actor()),
        first_time=rules.FIRST_TIME,
        in_full=may(TAKE),
        ways=_ways(seen.call),
        can_take=may(TAKE),
        mask=masked_phone,
    )


@bp.get("/customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The calls of a customer."""
    rows = queries.of_customer(customer_id, actor())
    context: dict[str, Any] = {"rows": rows, "customer_id": customer_id, "can_take": may(TAKE), "mask": masked_phone}
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context)


def _ways(call: Call) -> dict[str, str]:
    """What may follow a call, in features that know calls and not the other way round: where it is done."""
    found: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("appointments", "reception.appointments", "keep", {"call_id": call.id}),
        ("enquiries", "reception.enquiries", "take", {"call": call.id}),
        ("complaints", "complaints.cases", "take", {"call": call.id}),
    )
    return {
        name: url_for(f"{name}.new", **values)
        for name, feature, right, values in found
        if f"{name}.new" in current_app.view_functions
        if is_on(feature) and actor().may(f"{feature}.{right}")
    }
