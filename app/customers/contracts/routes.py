"""Contracts: the list, one of them, entering, correcting and ending; the tab of a customer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.contracts import forms, queries, rules, service
from app.customers.contracts.feature import KEEP, SEE
from app.customers.contracts.queries import Filters
from app.customers.files.models import Customer
from app.customers.files.queries import file_of, file_to_change, may_change
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("contracts", __name__, url_prefix="/customers")

FOLDER = "customers/contracts"
FILTERS = ("q", "standing", "staff", "after")


@bp.get("/contracts/")
@requires(SEE)
def listing() -> Response:
    """The contracts with customers whose files the user may read."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.staff.choices = colleagues()
    filters = Filters(form.standing.data, form.staff.data, form.q.data or "") if form.validate() else Filters()
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, **_words()}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_contracts.html", status=form.status, **context)


@bp.get("/contracts/<int:contract_id>")
@requires(SEE)
def show(contract_id: int) -> Response:
    """One contract, and what may be done with it."""
    found = queries.contract(contract_id, actor())
    context = {"seen": found, "one": found.contract, "may_change": _mine(found.contract.customer_id), **_words()}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_contract.html", **context)


@bp.get("/<int:customer_id>/contracts")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The contracts with a customer, for his page."""
    customer = file_of(customer_id, actor())
    context: dict[str, Any] = {"rows": queries.of_customer(customer_id, actor()), "customer": customer}
    mine = _mine(customer_id)
    return hx.render(
        f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", may_change=mine, **context, **_words()
    )


@bp.route("/<int:customer_id>/contracts/new", methods=["GET", "POST"])
@requires(KEEP)
def new(customer_id: int) -> Response:
    """Enter a contract with a customer."""
    customer = file_to_change(customer_id, actor())
    form = forms.NewForm(data={"signed_on": clock.today(), "staff_id": customer.owner_id})
    form.staff_id.choices = colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.enter(customer_id, form.contract(), by=actor())
                work.result(url_for(".show", contract_id=made.id))
            return hx.go(url_for(".show", contract_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    title, button = Text("New contract with %(name)s", name=customer.name), Text("Enter the contract")
    return _form(form, customer, title, button, url_for("customers.show", customer_id=customer_id))


@bp.route("/contracts/<int:contract_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(contract_id: int) -> Response:
    """Correct a contract, with the reason."""
    found = queries.contract(contract_id, actor())
    file_to_change(found.customer.id, actor())
    form = forms.ChangeForm(data=forms.typed(found.contract))
    form.staff_id.choices = _staff(found.contract.staff_id, found.staff)
    if form.posted():
        try:
            service.change(contract_id, form.seen_version(), form.contract(), form.reason.data, by=actor())
            return hx.go(url_for(".show", contract_id=contract_id))
        except Refused as refused:
            form.refuse(refused)
    title = Text("Correct contract %(number)s", number=found.contract.number)
    return _form(form, found.customer, title, Text("Save"), url_for(".show", contract_id=contract_id))


@bp.route("/contracts/<int:contract_id>/close", methods=["GET", "POST"])
@requires(KEEP)
def close(contract_id: int) -> Response:
    """End a contract, or cancel it, with the reason."""
    found = queries.contract(contract_id, actor())
    file_to_change(found.customer.id, actor())
    form = forms.CloseForm(data={"version": found.contract.version})
    if form.posted():
        verb = service.end if form.state.data == rules.ENDED else service.cancel
        try:
            verb(contract_id, form.seen_version(), form.reason.data, by=actor())
            return hx.go(url_for(".show", contract_id=contract_id))
        except Refused as refused:
            form.refuse(refused)
    title = Text("End contract %(number)s", number=found.contract.number)
    return _form(form, found.customer, title, Text("End or cancel"), url_for(".show", contract_id=contract_id))


def _form(form: Any, customer: Customer, title: Text, button: Text, back: str) -> Response:
    context = {"form": form, "customer": customer, "title": title, "button": button, "back": back}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)


def _mine(customer_id: int) -> bool:
    return actor().may(KEEP.name) and may_change(actor(), customer_id)


def _staff(staff_id: int | None, name: str | None) -> list[tuple[int, str]]:
    """Colleagues as choices; whoever answers for the contract stays one after he has left."""
    choices = colleagues()
    known = staff_id is None or any(one == staff_id for one, _ in choices)
    return choices if known else [*choices, (staff_id or 0, name or "")]


def _words() -> dict[str, Any]:
    return {
        "standings": rules.STANDINGS, "colours": rules.COLOURS, "standing": rules.standing, "on": clock.today(),
        "ahead": queries.ahead(), "labels": rules.LABELS,
    }  # fmt: skip
