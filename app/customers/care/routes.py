"""Who looks after a customer: the tab, naming others, contact reports, and important customers short of people."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.care import forms, queries, rules, service
from app.customers.care.queries import Filters
from app.customers.files.feature import SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.queries import file_of, file_to_change, may_change
from app.customers.files.service_owners import give_to
from app.customers.owners.feature import ASSIGN
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires

bp = Blueprint("owners", __name__, url_prefix="/customers")

FOLDER = "customers/owners"
SEE = (SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)
NAMES = ("q", "whose", "due", "after")


@bp.get("/<int:customer_id>/owners")
@requires(*SEE)
def of_customer(customer_id: int) -> Response:
    """Who looks after a customer and who did, and what they reported, for his page."""
    customer, mine = file_of(customer_id, actor()), queries.carers(customer_id)
    context: dict[str, Any] = {
        "customer": customer,
        "ledger": queries.ledger(customer_id),
        "rows": queries.reports_of(customer_id),
        "few": queries.short_among([customer_id], actor()).get(customer_id),
        "may_name": may(ASSIGN) and may_change(actor(), customer_id),
        "may_report": actor().staff_id in mine,
    }
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", rules=rules, **context)


@bp.route("/<int:customer_id>/owners/give", methods=["GET", "POST"])
@requires(ASSIGN)
def give(customer_id: int) -> Response:
    """Name another owner, with the reason."""
    customer = file_to_change(customer_id, actor())
    form = forms.GiveForm(data={"version": customer.version})
    form.staff_id.choices = colleagues(customer.owner_id)
    if form.posted():
        try:
            reason, version = form.reason.data, form.seen_version()
            give_to(customer_id, form.staff_id.data, reason=reason, version=version, by=actor())
            return hx.go(url_for("customers.show", customer_id=customer_id))
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Name another owner"), Text("Name as owner"), customer)


@bp.route("/<int:customer_id>/owners/second", methods=["GET", "POST"])
@requires(ASSIGN)
def second(customer_id: int) -> Response:
    """Let somebody look after a customer beside the owner."""
    customer = file_to_change(customer_id, actor())
    form = forms.SecondForm()
    form.staff_id.choices = colleagues(*queries.carers(customer_id))
    if form.posted():
        try:
            service.add_second(customer_id, form.staff_id.data, form.reason.data, by=actor())
            return hx.go(url_for("customers.show", customer_id=customer_id))
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Add a second contact"), Text("Add"), customer)


@bp.route("/<int:customer_id>/owners/second/<int:spell_id>/end", methods=["GET", "POST"])
@requires(ASSIGN)
def end_second(customer_id: int, spell_id: int) -> Response:
    """Let a second contact no longer look after a customer."""
    customer = file_to_change(customer_id, actor())
    form = forms.EndForm()
    if form.posted():
        try:
            service.end_second(spell_id, form.reason.data, by=actor())
            return hx.go(url_for("customers.show", customer_id=customer_id))
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("End a second contact"), Text("End"), customer)


@bp.get("/reports/")
@requires(*SEE)
def reports() -> Response:
    """The contact reports about customers whose files the user may read."""
    asked = request.args
    filters = Filters(asked.get("whose") == "own", asked.get("due") == "1", asked.get("q", "").strip()[:60])
    page = queries.listing(filters, actor(), after=asked.get("after"))
    values = {name: asked[name] for name in NAMES if asked.get(name)}
    context: dict[str, Any] = {"page": page, "filters": filters, "values": values, "assign": ASSIGN}
    return hx.render(f"{FOLDER}/reports.html", f"{FOLDER}/_reports.html", rules=rules, **context)


@bp.get("/reports/<int:report_id>")
@requires(*SEE)
def report(report_id: int) -> Response:
    """One contact report."""
    seen = queries.report(report_id, actor())
    one, mine = seen.ContactReport, seen.ContactReport.staff_id == actor().staff_id
    context = {"seen": seen, "one": one, "customer": seen.Customer, "mine": mine}
    return hx.render(f"{FOLDER}/report.html", f"{FOLDER}/_report.html", rules=rules, **context)


@bp.route("/<int:customer_id>/reports/new", methods=["GET", "POST"])
@requires(*SEE)
def new_report(customer_id: int) -> Response:
    """Write a contact report about a customer that one looks after."""
    customer = file_of(customer_id, actor())
    form = forms.ReportForm(data={"met_on": clock.today(), "way": "visit"})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.write_report(customer_id, form.report(), by=actor())
                work.result(url_for(".report", report_id=made.id))
            return hx.go(url_for(".report", report_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Write a contact report"), Text("Save the report"), customer)


@bp.route("/reports/<int:report_id>/change", methods=["GET", "POST"])
@requires(*SEE)
def change_report(report_id: int) -> Response:
    """Correct a contact report that one wrote."""
    seen = queries.report(report_id, actor())
    form = forms.ChangeForm(data=forms.typed(seen.ContactReport))
    if form.posted():
        try:
            service.change_report(report_id, form.seen_version(), form.report(), by=actor())
            return hx.go(url_for(".report", report_id=report_id))
        except Refused as refused:
            form.refuse(refused)
    title = Text("Correct contact report %(number)s", number=seen.ContactReport.number)
    return _form(form, title, Text("Save"), seen.Customer)


@bp.get("/short-of-contacts")
@requires(ASSIGN)
def short() -> Response:
    """Important customers that fewer look after than the office wants."""
    page = queries.short_of(actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in ("after",) if request.args.get(name)}
    return hx.render(f"{FOLDER}/short.html", f"{FOLDER}/_short.html", page=page, values=values)


def _form(form: Any, title: Text, button: Text, customer: Any) -> Response:
    context = {"form": form, "title": title, "button": button, "customer": customer}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)
