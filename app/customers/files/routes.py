"""The list of customers, and the page of one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.customers.files import feature, forms, masking, queries, rules, service
from app.customers.files.feature import EDIT, SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.domain.errors import Conflict, Refused
from app.domain.names import phone_tail
from app.unit_of_work import unit_of_work
from app.web import hooks, hx
from app.web.converters import read_id
from app.web.guard import actor, requires

bp = Blueprint("customers", __name__, url_prefix="/customers")
bp.add_app_template_filter(masking.covered, "covered")

FILTERS = ("q", "category", "owner", "department", "after")
SEE = (SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)


@bp.get("/")
@requires(*SEE)
def listing() -> Response:
    filters, after = filters_asked(), request.args.get("after")
    page = queries.listing(filters, actor(), after=after)
    return hx.render(
        "customers/files/listing.html",
        "customers/files/_customers.html",
        page=page,
        count=queries.count(filters, actor(), only=None if after else page),
        flags=hooks.customer_flags((row[0].id for row in page.rows), actor()),
        filters=filters,
        values={name: text for name, text in request.args.items() if name in FILTERS},
        owners=queries.owner_choices(),
        departments=queries.departments(),
        rules=rules,
        rights=feature,
        phone_tail=phone_tail,
    )


@bp.get("/alike")
@requires(EDIT)
def alike() -> Response:
    name, phone = request.args.get("name", "")[:120], request.args.get("phone", "")[:60]
    but = request.args.get("but", type=read_id)
    found = queries.alike(name, _phone(phone), but=but) if name or phone else []
    return hx.render("customers/files/alike.html", "customers/files/_alike.html", found=found)


@bp.route("/new", methods=["GET", "POST"])
@requires(EDIT)
def new() -> Response:
    said = {name: request.args.get(name, "")[:120] for name in ("name", "phone")}
    form = forms.OpenForm(owner_id=actor().staff_id, **said)
    form.owner_id.choices = queries.owner_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                customer = service.open_customer(rules.NewCustomer(**forms.values_of(form)), by=actor())
                url = url_for("customers.show", customer_id=customer.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render("customers/files/new.html", "customers/files/_new.html", status=form.status, form=form, but=None)


@bp.get("/<int:customer_id>")
@requires(*SEE)
def show(customer_id: int) -> Response:
    found = queries.seen(customer_id, actor())
    if found.file:
        service.record_look(found.customer, by=actor())
    return hx.render(
        "customers/files/show.html",
        "customers/files/_customer.html",
        seen=found,
        customer=found.customer,
        flags=hooks.customer_flags([customer_id], actor())[customer_id],
        missing=rules.missing(found.customer.kind, vars(found.customer)),
        rules=rules,
        rights=feature,
        phone_tail=phone_tail,
    )


@bp.route("/<int:customer_id>/change", methods=["GET", "POST"])
@requires(EDIT)
def change(customer_id: int) -> Response:
    customer = queries.file_to_change(customer_id, actor())
    form = forms.ChangeForm(obj=customer)
    form.owner_id.choices = queries.owner_choices(keep=customer.owner_id)
    status, fresh = 200, []
    if form.posted():
        try:
            service.change_customer(customer_id, forms.values_of(form), version=form.seen_version(), by=actor())
            return hx.go(url_for("customers.show", customer_id=customer_id))
        except Refused as refused:
            status = form.refuse(refused)
            fresh = _fresh(form, customer_id) if isinstance(refused, Conflict) else []
    context = {"form": form, "customer": customer, "fresh": fresh, "but": customer_id}
    status = max(status, form.status) if status == 200 else status
    return hx.render("customers/files/change.html", "customers/files/_change.html", status=status, **context)


def _fresh(form: forms.ChangeForm, customer_id: int) -> list[tuple[str, Any]]:
    """What is stored now where it differs from what was typed; the next save is against that."""
    stored = queries.file_to_change(customer_id, actor())
    form.version.data = str(stored.version)
    form.version.raw_data = None
    typed = forms.values_of(form)
    return [(rules.LABELS[key], getattr(stored, key)) for key in typed if getattr(stored, key) != typed[key]]


def filters_asked() -> queries.Filters:
    """What the list in the address is narrowed to; the export reads it too."""
    asked = request.args
    category = asked.get("category")
    return queries.Filters(
        q=asked.get("q", "").strip()[:60],
        category=category if category in rules.CATEGORIES else None,
        owner=asked.get("owner", type=read_id),
        department=asked.get("department", type=read_id),
    )


def _phone(text: str) -> str:
    try:
        return rules.read_phone(text) if text else ""
    except Refused:
        return ""
