"""Asking to read a file, the requests, and who has read what."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.access_requests import forms, queries, rules, service
from app.customers.access_requests.feature import ASK, SEE
from app.customers.access_requests.policy import AccessPolicy
from app.customers.files import queries as files
from app.domain.errors import Refused
from app.office.approvals.queries import standing
from app.office.policy import queries as policy
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import VersionFields
from app.web.guard import actor, requires

bp = Blueprint("access_requests", __name__, url_prefix=queries.PLACE)

FOLDER = "customers/access_requests"


@bp.get("/")
@requires(ASK, SEE)
def listing() -> Response:
    """One's own requests, and those about files over whose readers one watches."""
    state = request.args.get("state")
    state = state if state in rules.STATES and state != rules.OVER else None
    page = queries.listing(actor(), state, after=request.args.get("after"))
    values = {"state": state} if state else {}
    return hx.render(
        f"{FOLDER}/listing.html", f"{FOLDER}/_requests.html", page=page, state=state, values=values, **_words()
    )


@bp.route("/ask/<int:customer_id>", methods=["GET", "POST"])
@requires(ASK)
def ask(customer_id: int) -> Response:
    """Ask to read one file."""
    seen, today = files.seen(customer_id, actor()), clock.today()
    latest = rules.last_day(today, policy.of(AccessPolicy, on=today).most_days)
    form = forms.AskForm(until_on=min(latest, rules.last_day(today, 7)))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                wish = {"purpose": form.purpose.data, "until_on": form.until_on.data}
                made = service.ask(customer_id, **wish, by=actor())
                work.result(url_for(".show", request_id=made.id))
            return hx.go(url_for(".show", request_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    matter = rules.matter_for(files.department_of(actor().staff_id), seen.customer.department_id)
    context: dict[str, Any] = {"form": form, "seen": seen, "own": matter == rules.OWN, "latest": latest}
    context["waiting"] = queries.waiting(customer_id, actor().staff_id)
    return hx.render(f"{FOLDER}/ask.html", f"{FOLDER}/_ask.html", status=form.status, **context)


@bp.get("/<int:request_id>")
@requires(ASK, SEE)
def show(request_id: int) -> Response:
    """One request, and who decides on it."""
    return _page(request_id)


@bp.post("/<int:request_id>/end")
@requires(ASK, SEE)
def end(request_id: int) -> Response:
    """End leave to read before its last day."""
    queries.request(request_id, actor())
    form = VersionFields()
    if form.posted():
        try:
            service.end(request_id, form.seen_version(), by=actor())
            return hx.go(url_for(".show", request_id=request_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(request_id, form)


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """Who asked to read one file and who has read it, for the page of the customer."""
    files.file_of(customer_id, actor())
    reads = queries.reads(queries.Filters(customer_id=customer_id), actor(), after=request.args.get("after"))
    context: dict[str, Any] = {"rows": queries.of_customer(customer_id, actor()), "page": reads}
    context["customer_id"] = customer_id
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context, **_words())


@bp.get("/reads")
@requires(SEE)
def reads() -> Response:
    """Who has read which file (O-07)."""
    form = forms.ReadsForm(formdata=request.args, meta={"csrf": False})
    form.staff.choices = colleagues()
    readable = form.validate()
    filters = _filters(form) if readable else queries.Filters()
    page = queries.reads(filters, actor(), after=request.args.get("after"))
    names = ("since", "until", "staff", "customer")
    values = {name: request.args[name] for name in names if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values}
    return hx.render(f"{FOLDER}/reads.html", f"{FOLDER}/_reads.html", status=form.status, **context)


def _filters(form: forms.ReadsForm) -> queries.Filters:
    number = form.customer.data
    # A number that nobody has finds nothing, not everything.
    customer_id = (files.id_of(number) or 0) if number else None
    return queries.Filters(form.since.data, form.until.data, form.staff.data, customer_id)


def _page(request_id: int, form: VersionFields | None = None) -> Response:
    made, customer, asker, department = queries.request(request_id, actor())
    context: dict[str, Any] = {
        "one": made,
        "customer": customer,
        "asker": asker,
        "department": department,
        "state": rules.state_on(made.state, made.until_on, clock.today()),
        "standing": standing(service.subject_of(made)),
        "form": form or VersionFields(formdata=None),
        "mine": made.staff_id == actor().staff_id,
        "may_end": made.staff_id == actor().staff_id or actor().may(SEE.name),
    }
    status = form.status if form else 200
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_request.html", status=status, **context, **_words())


def _words() -> dict[str, Any]:
    return {"states": rules.STATES, "colours": rules.COLOURS, "state_on": rules.state_on, "today": clock.today()}
