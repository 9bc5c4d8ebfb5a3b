"""The contacts of a customer: a tab of his page, and the forms behind it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.contacts import forms, queries, rules, service
from app.customers.contacts.models import Contact
from app.customers.files import masking
from app.customers.files.feature import EDIT, SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.models import Customer
from app.customers.files.queries import file_of, file_to_change, may_change
from app.domain.errors import Conflict, Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import VersionFields
from app.web.guard import actor, may, requires

bp = Blueprint("contacts", __name__, url_prefix="/customers")

FOLDER = "customers/contacts"
SEE = (SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)


@bp.get("/<int:customer_id>/contacts")
@requires(*SEE)
def of_customer(customer_id: int) -> Response:
    return _listing(file_of(customer_id, actor()))


@bp.post("/<int:customer_id>/contacts/<int:contact_id>/show")
@requires(*SEE)
def show(customer_id: int, contact_id: int) -> Response:
    customer = file_of(customer_id, actor())
    _record_shown(customer, queries.contact_of(customer_id, contact_id))
    return _listing(customer, plain=contact_id)


@bp.route("/<int:customer_id>/contacts/new", methods=["GET", "POST"])
@requires(EDIT)
def new(customer_id: int) -> Response:
    customer = file_to_change(customer_id, actor())
    form = forms.NewForm(main=customer.contact is None and customer.kind == "company")
    if form.posted():
        try:
            url = url_for("customers.show", customer_id=customer_id)
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = rules.NewContact(customer_id, **forms.values_of(form), main=form.main.data)
                service.add_contact(made, by=actor())
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return _form("new", customer, form)


@bp.route("/<int:customer_id>/contacts/<int:contact_id>/change", methods=["GET", "POST"])
@requires(EDIT)
def change(customer_id: int, contact_id: int) -> Response:
    customer = file_to_change(customer_id, actor())
    contact = queries.contact_of(customer_id, contact_id)
    form, fresh = forms.ChangeForm(obj=contact), []
    if form.posted():
        try:
            values, version = forms.values_of(form), form.seen_version()
            service.change_contact(
                customer_id, contact_id, values, version=version, reason=form.reason.data, by=actor()
            )
            return hx.go(url_for("customers.show", customer_id=customer_id))
        except Refused as refused:
            form.refuse(refused)
            fresh = _fresh(form, customer_id, contact_id) if isinstance(refused, Conflict) else []
    elif not form.is_submitted():
        _record_shown(customer, contact)
    return _form("change", customer, form, contact=contact, fresh=fresh)


@bp.post("/<int:customer_id>/contacts/<int:contact_id>/main")
@requires(EDIT)
def make_main(customer_id: int, contact_id: int) -> Response:
    form = VersionFields()
    service.make_main(customer_id, contact_id, version=form.seen_version(), by=actor())
    return hx.go(url_for("customers.show", customer_id=customer_id))


@bp.route("/<int:customer_id>/contacts/<int:contact_id>/left", methods=["GET", "POST"])
@requires(EDIT)
def left(customer_id: int, contact_id: int) -> Response:
    customer = file_to_change(customer_id, actor())
    contact = queries.contact_of(customer_id, contact_id)
    form = forms.LeftForm(left_on=clock.today(), version=contact.version)
    form.successor.choices = queries.present_choices(customer_id, but=contact_id)
    if form.posted():
        try:
            service.say_left(
                customer_id, contact_id, version=form.seen_version(), left_on=form.left_on.data,
                successor=form.successor.data, reason=form.reason.data, by=actor(),
            )  # fmt: skip
            return hx.go(url_for("customers.show", customer_id=customer_id))
        except Refused as refused:
            form.refuse(refused)
    return _form("left", customer, form, contact=contact)


@bp.post("/<int:customer_id>/contacts/<int:contact_id>/back")
@requires(EDIT)
def back(customer_id: int, contact_id: int) -> Response:
    form = VersionFields()
    service.say_back(customer_id, contact_id, version=form.seen_version(), by=actor())
    return hx.go(url_for("customers.show", customer_id=customer_id))


def _listing(customer: Customer, *, plain: int | None = None) -> Response:
    contacts = queries.contacts_of(customer.id)
    context: dict[str, Any] = {"customer": customer, "contacts": contacts, "plain": plain, "covered_fields": _covered()}
    words: dict[str, Any] = {"parts": rules.PARTS, "labels": rules.LABELS, "how": rules.PRIVATE}
    words["mine"] = may(EDIT) and may_change(actor(), customer.id)
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_contacts.html", **context, **words)


def _form(name: str, customer: Customer, form: Any, **context: Any) -> Response:
    context = {"contact": None, "fresh": (), **context}
    page, region = f"{FOLDER}/{name}.html", f"{FOLDER}/_{name}.html"
    return hx.render(page, region, status=form.status, form=form, customer=customer, **context)


def _record_shown(customer: Customer, contact: Contact) -> None:
    """Write down that what is covered of a contact is shown, before it is (O-07)."""
    shown = [rules.LABELS[key] for key in _covered() if getattr(contact, key)]
    masking.record_shown(customer.id, customer.number, shown, subject=f"contact:{contact.id}", by=actor())


def _covered() -> list[str]:
    """What of a contact is covered until shown: everything by which he is reached, as the office covers telephones."""
    return list(rules.PRIVATE) if masking.is_covered("phone") else []


def _fresh(form: forms.ChangeForm, customer_id: int, contact_id: int) -> list[tuple[str, Any]]:
    """What is stored now where it differs from what was typed; the next save is against that."""
    stored: Contact = queries.contact_of(customer_id, contact_id)
    form.version.data = str(stored.version)
    form.version.raw_data = None
    typed = forms.values_of(form)
    return [(rules.LABELS[key], getattr(stored, key)) for key in typed if getattr(stored, key) != typed[key]]
