"""The papers of one customer: the tab, entering, verifying, invoicing data."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.customers.files.masking import record_shown
from app.customers.files.models import Customer
from app.customers.files.queries import file_of, file_to_change, may_change
from app.customers.papers import queries, service
from app.customers.papers.feature import KEEP, VERIFY_FINANCE, VERIFY_SALES
from app.customers.papers.forms import InvoicingForm, PaperForm, RejectForm
from app.customers.papers.routes.blueprint import FOLDER, bp, keep_scan, onward, place_of, words
from app.customers.papers.tasks import subject_of
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import id_typed, read_id
from app.web.forms import Form
from app.web.guard import SIGNED_IN, actor, may, requires
from app.web.language import say

NUMBERS = (N_("Number of the paper"), N_("Taxpayer number"), N_("Bank account"))


@bp.get("/<int:customer_id>/papers")
@requires(SIGNED_IN)
def of_customer(customer_id: int) -> Response:
    """The papers of one customer, with what is missing; numbers stay covered."""
    return _tab(file_of(customer_id, actor()), plain=False)


@bp.post("/<int:customer_id>/papers")
@requires(SIGNED_IN)
def numbers(customer_id: int) -> Response:
    """The same with the numbers, which is written down."""
    customer = file_of(customer_id, actor())
    record_shown(customer_id, customer.number, NUMBERS, by=actor())
    return _tab(customer, plain=True)


@bp.route("/<int:customer_id>/papers/new", methods=["GET", "POST"])
@requires(KEEP)
def enter(customer_id: int) -> Response:
    """Enter a paper; after it comes the next that is missing, then the invoicing data."""
    customer = file_to_change(customer_id, actor())
    absent = queries.checklist(customer_id).absent
    wished = request.args.get("kind", type=read_id) or (absent[0].kind.id if absent else None)
    form = PaperForm(data={"kind_id": wished})
    form.kind_id.choices = [(one.id, say(queries.name_of(one))) for one in queries.kinds()]
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.enter_paper(customer_id, form.paper(), by=actor())
                keep_scan(subject_of(made.id), form.scan.given)
                url = _after(customer_id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "customer": customer, "left": len(absent), "onward": onward()}
    return hx.render(f"{FOLDER}/enter.html", f"{FOLDER}/_enter.html", status=form.status, **context)


@bp.route("/<int:customer_id>/papers/verify", methods=["GET", "POST"])
@requires(VERIFY_SALES, VERIFY_FINANCE)
def verify(customer_id: int) -> Response:
    """What waits for the verification by this user, with the numbers, which is written down; verify what is ticked."""
    customer, form = file_to_change(customer_id, actor()), Form()
    if form.posted():
        try:
            ticked = _ticked("paper")
            service.verify(customer_id, ticked, _ticked("invoicing").get(customer_id), by=actor())
            return hx.go(place_of(customer_id))
        except Refused as refused:
            form.refuse(refused)
    record_shown(customer_id, customer.number, NUMBERS, by=actor())
    data = queries.invoicing_of(customer_id)
    context: dict[str, Any] = {
        "customer": customer, "form": form, "onward": onward(), "back": RejectForm(),
        "waiting": queries.waiting_of(customer_id, actor()),
        "invoicing": data if queries.may_verify_invoicing(data, actor()) else None, **words(),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/verify.html", f"{FOLDER}/_verify.html", status=form.status, **context)


@bp.route("/<int:customer_id>/invoicing", methods=["GET", "POST"])
@requires(KEEP, VERIFY_FINANCE)
def invoicing(customer_id: int) -> Response:
    """Enter or change what an invoice to the customer must say; the values are shown, which is written down."""
    customer, data = file_to_change(customer_id, actor()), queries.invoicing_of(customer_id)
    form = InvoicingForm(obj=data, data=None if data else _as_filed(customer))
    if form.posted():
        try:
            service.save_invoicing(customer_id, form.values(), version=form.version.data or 0, by=actor())
            return hx.go(place_of(customer_id))
        except Refused as refused:
            form.refuse(refused)
    if data is not None:
        record_shown(customer_id, customer.number, NUMBERS[1:], by=actor())
    context: dict[str, Any] = {"form": form, "customer": customer, "data": data, "onward": onward()}
    return hx.render(f"{FOLDER}/invoicing.html", f"{FOLDER}/_invoicing.html", status=form.status, **context)


@bp.post("/<int:customer_id>/invoicing/reject")
@requires(VERIFY_FINANCE)
def reject_invoicing(customer_id: int) -> Response:
    """Send the invoicing data back."""
    form = RejectForm()
    if not form.posted():
        raise Refused(Text("Say what is wrong with it."))
    service.reject_invoicing(customer_id, form.version.data, form.reason.data, by=actor())
    return hx.go(place_of(customer_id))


def _tab(customer: Customer, *, plain: bool) -> Response:
    found = queries.checklist(customer.id)
    context: dict[str, Any] = {
        "customer": customer, "checklist": found, "papers": queries.papers_of(customer.id), "plain": plain,
        "waiting": len(queries.waiting_of(customer.id, actor())),
        "invoicing_waits": queries.may_verify_invoicing(found.invoicing, actor()),
        "can_keep": may(KEEP) and may_change(actor(), customer.id), **words(),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context)


def _ticked(name: str) -> dict[int, int]:
    """What was ticked, as sent by the page: "id:version"."""
    pairs = (one.partition(":") for one in request.form.getlist(name))
    ids = ((id_typed(one), id_typed(version)) for one, _, version in pairs)
    return {one: version for one, version in ids if one is not None and version is not None}


def _after(customer_id: int) -> str:
    found = queries.checklist(customer_id)
    if found.absent:
        return url_for("papers.enter", customer_id=customer_id, **onward())
    if found.invoicing_needed and found.invoicing is None:
        return url_for("papers.invoicing", customer_id=customer_id, **onward())
    return place_of(customer_id)


def _as_filed(customer: Customer) -> dict[str, Any]:
    """What the file says already: name, credit code, address, telephone."""
    return {
        "title": customer.name, "tax_number": customer.uscc, "address": customer.address, "phone": customer.phone,
        "version": 0,
    }  # fmt: skip
