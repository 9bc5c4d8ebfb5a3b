"""Defining schemes, and what a customer is by them: a tab of his page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.customers.classes import forms, queries, rules, service
from app.customers.classes.feature import MANAGE
from app.customers.files.feature import EDIT, SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.queries import file_of, file_to_change
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("classes", __name__, url_prefix="/customers")

FOLDER = "customers/classes"
SEE = (SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)


@bp.get("/classes/")
@requires(MANAGE)
def listing() -> Response:
    return hx.render(
        f"{FOLDER}/listing.html",
        f"{FOLDER}/_schemes.html",
        schemes=queries.schemes(),
        classes=queries.classes_by_scheme(),
        examples=queries.examples_left(),
    )


@bp.post("/classes/examples/<key>")
@requires(MANAGE)
def take_example(key: str) -> Response:
    service.take_example(key, by=actor())
    return hx.go(url_for("classes.listing"))


@bp.route("/classes/add", methods=["GET", "POST"])
@requires(MANAGE)
def add() -> Response:
    form = forms.NewSchemeForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                names = rules.names_of(form.classes.data)
                about = {"product": form.product.data, "note": form.note.data}
                made = service.add_scheme(form.name.data, names, **about, by=actor())
                work.result(url_for("classes.scheme", scheme_id=made.id))
            return hx.go(url_for("classes.scheme", scheme_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/add.html", f"{FOLDER}/_add.html", status=form.status, form=form)


@bp.route("/classes/schemes/<int:scheme_id>", methods=["GET", "POST"])
@requires(MANAGE)
def scheme(scheme_id: int) -> Response:
    found = queries.scheme(scheme_id)
    form = forms.ChangeSchemeForm(obj=found)
    if form.posted():
        try:
            values = {name: form[name].data for name in ("name", "product", "note", "active")}
            service.change_scheme(scheme_id, form.seen_version(), values, by=actor())
            return hx.go(url_for("classes.listing"))
        except Refused as refused:
            form.refuse(refused)
    return _scheme(scheme_id, form=form)


@bp.post("/classes/schemes/<int:scheme_id>/classes")
@requires(MANAGE)
def add_class(scheme_id: int) -> Response:
    new = forms.NewClassForm()
    if new.posted():
        try:
            with unit_of_work(by=actor(), key=new.key()) as work:
                service.add_class(scheme_id, new.name.data, by=actor())
                work.result(url_for("classes.scheme", scheme_id=scheme_id))
            return hx.go(url_for("classes.scheme", scheme_id=scheme_id))
        except Refused as refused:
            new.refuse(refused)
    return _scheme(scheme_id, new=new)


@bp.route("/classes/<int:class_id>/change", methods=["GET", "POST"])
@requires(MANAGE)
def change_class(class_id: int) -> Response:
    found = queries.class_of(class_id)
    form = forms.ClassForm(obj=found)
    if form.posted():
        try:
            about = {"position": form.position.data, "active": form.active.data}
            service.change_class(class_id, form.name.data, **about, by=actor())
            return hx.go(url_for("classes.scheme", scheme_id=found.scheme_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "found": found, "scheme": queries.scheme(found.scheme_id)}
    return hx.render(f"{FOLDER}/class.html", f"{FOLDER}/_class.html", status=form.status, **context)


@bp.get("/classes/<int:class_id>")
@requires(*SEE)
def customers(class_id: int) -> Response:
    found = queries.class_of(class_id)
    return hx.render(
        f"{FOLDER}/customers.html",
        f"{FOLDER}/_customers.html",
        found=found,
        scheme=queries.scheme(found.scheme_id),
        page=queries.customers_in(class_id, actor(), after=request.args.get("after")),
        values={"class_id": class_id, "after": request.args.get("after")},
    )


@bp.get("/<int:customer_id>/classes")
@requires(*SEE)
def of_customer(customer_id: int) -> Response:
    customer = file_of(customer_id, actor())
    context: dict[str, Any] = {"standing": queries.standing(customer_id), "past": queries.past(customer_id)}
    pages = f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html"
    return hx.render(*pages, customer=customer, edit=EDIT, manage=MANAGE, **context)


@bp.route("/<int:customer_id>/classes/<int:scheme_id>", methods=["GET", "POST"])
@requires(EDIT)
def classify(customer_id: int, scheme_id: int) -> Response:
    customer, found = file_to_change(customer_id, actor()), queries.scheme(scheme_id)
    now, form = queries.holds(customer_id, scheme_id), forms.ClassifyForm()
    form.class_id.choices = [(one.id, one.name) for one in queries.classes_of(scheme_id, active_only=True)]
    if form.posted():
        try:
            back = url_for("customers.show", customer_id=customer_id)
            with unit_of_work(by=actor(), key=form.key()) as work:
                about = {"from_on": form.from_on.data, "reason": form.reason.data}
                service.classify(customer_id, scheme_id, form.class_id.data, **about, by=actor())
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "customer": customer, "scheme": found, "now": now}
    return hx.render(f"{FOLDER}/classify.html", f"{FOLDER}/_classify.html", status=form.status, **context)


def _scheme(scheme_id: int, *, form: Any = None, new: Any = None) -> Response:
    found = queries.scheme(scheme_id)
    context: dict[str, Any] = {"scheme": found, "classes": queries.classes_of(scheme_id)}
    context["form"] = form or forms.ChangeSchemeForm(formdata=None, obj=found)
    context["new"] = new or forms.NewClassForm(formdata=None, endpoint="classes.add_class")
    status = (new or context["form"]).status
    return hx.render(f"{FOLDER}/scheme.html", f"{FOLDER}/_scheme.html", status=status, **context)
