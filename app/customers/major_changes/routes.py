"""Major changes of a customer: the tab, noting, withdrawing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.files.feature import EDIT, SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.queries import file_of, file_to_change, may_change
from app.customers.major_changes import forms, queries, rules, service
from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("major_changes", __name__, url_prefix="/customers")

FOLDER = "customers/major_changes"


@bp.get("/<int:customer_id>/major-changes")
@requires(SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)
def of_customer(customer_id: int) -> Response:
    """The major changes of a customer, for his page; those that were withdrawn are struck through."""
    customer = file_of(customer_id, actor())
    may_note = actor().may(EDIT.name) and may_change(actor(), customer_id)
    context: dict[str, Any] = {"rows": queries.of(customer_id, withdrawn=True), "sides": rules.SIDES}
    return hx.render(
        f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", customer=customer, may_note=may_note, **context
    )


@bp.route("/<int:customer_id>/major-changes/new", methods=["GET", "POST"])
@requires(EDIT)
def new(customer_id: int) -> Response:
    """Note a major change."""
    customer = file_to_change(customer_id, actor())
    form, back = forms.NoteForm(data={"happened_on": clock.today()}), url_for("customers.show", customer_id=customer_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.note(customer_id, form.change(), by=actor())
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Major change at %(name)s", name=customer.name), Text("Note it"), back)


@bp.route("/major-changes/<int:change_id>/withdraw", methods=["GET", "POST"])
@requires(EDIT)
def withdraw(change_id: int) -> Response:
    """Withdraw what was noted by mistake."""
    one = queries.one(change_id)
    customer = file_to_change(one.customer_id, actor())
    form, back = forms.WithdrawForm(data={"version": one.version}), url_for("customers.show", customer_id=customer.id)
    if form.posted():
        try:
            service.withdraw(change_id, form.seen_version(), form.reason.data, by=actor())
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    title = Text("Withdraw the major change of %(day)s", day=one.happened_on)
    return _form(form, title, Text("Withdraw it"), back)


def _form(form: Any, title: Text, button: Text, back: str) -> Response:
    context = {"form": form, "title": title, "button": button, "back": back}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)
