"""Erasures: the list, asking, one request and its decision; and what the office keeps longer than it wants to."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.customers.files.queries import id_of
from app.customers.retention import forms, queries, rules, service, words
from app.customers.retention.feature import ERASE, SEE
from app.customers.retention.policy import RetentionPolicy
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.policy.declare import declared
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("retention", __name__, url_prefix="/customers/retention")
FOLDER = "customers/retention"
WORDS: dict[str, Any] = {"states": rules.STATES, "colours": rules.COLOURS, "table_word": words.table_word}


@bp.get("/")
@requires(SEE, ERASE)
def listing() -> Response:
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    state = form.state.data if form.validate() else None
    page = queries.page(state, actor(), request.args.get("after"))
    values = {name: request.args[name] for name in ("state", "after") if request.args.get(name)}
    context = {"form": form, "page": page, "values": values}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_erasures.html", status=form.status, **context, **WORDS)


@bp.route("/new", methods=["GET", "POST"])
@requires(SEE)
def new() -> Response:
    form = forms.AskForm(customer=request.args.get("customer", "")[:40])
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", erasure_id=_asked(form))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:erasure_id>")
@requires(SEE, ERASE)
def show(erasure_id: int) -> Response:
    return _page(erasure_id, forms.RefuseForm())


@bp.post("/<int:erasure_id>/erase")
@requires(ERASE)
def erase(erasure_id: int) -> Response:
    service.erase(erasure_id, forms.DecideForm().seen_version(), by=actor())
    return hx.go(url_for(".show", erasure_id=erasure_id))


@bp.post("/<int:erasure_id>/refuse")
@requires(ERASE)
def refuse(erasure_id: int) -> Response:
    form = forms.RefuseForm()
    if form.posted():
        try:
            service.refuse(erasure_id, form.seen_version(), form.why.data or "", by=actor())
            return hx.go(url_for(".show", erasure_id=erasure_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(erasure_id, form)


@bp.post("/<int:erasure_id>/withdraw")
@requires(SEE)
def withdraw(erasure_id: int) -> Response:
    service.withdraw(erasure_id, forms.DecideForm().seen_version(), by=actor())
    return hx.go(url_for(".show", erasure_id=erasure_id))


@bp.get("/may-go")
@requires(SEE)
def may_go() -> Response:
    values = {name: request.args[name] for name in ("after",) if request.args.get(name)}
    page, labels = (
        queries.idle(actor(), values.get("after")),
        {one.field: one.value for one in declared(RetentionPolicy)},
    )
    context: dict[str, Any] = {"page": page, "values": values, "old": queries.old_rows(actor()), "labels": labels}
    return hx.render(f"{FOLDER}/may_go.html", f"{FOLDER}/_may_go.html", **context)


def _asked(form: forms.AskForm) -> int:
    customer_id = id_of(form.customer.data or "")
    if customer_id is None:
        raise Refused(Text("There is no customer with this number."), field="customer")
    asked = {name: form[name].data for name in ("asked_on", "asked_how", "ground")}
    return service.ask(customer_id, **asked, by=actor()).id


def _page(erasure_id: int, form: forms.RefuseForm) -> Response:
    row = queries.one(erasure_id, actor())
    one, is_open = row.Erasure, row.Erasure.state == rules.ASKED
    return hx.render(
        f"{FOLDER}/show.html",
        f"{FOLDER}/_erasure.html",
        status=form.status,
        one=one,
        customer=row.Customer,
        obstacles=queries.obstacles(one.customer_id) if is_open else [],
        kept=queries.kept(one.customer_id) if is_open else one.kept,
        own=one.made_by_id is not None and one.made_by_id == actor().staff_id,
        may_erase=ERASE,
        may_ask=SEE,
        form=form,
        **WORDS,
    )
