"""Expense claims: the list, making one, one claim and what finance decides."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app.customers.expenses import exports, filtering, forms, queries, rules, service, words
from app.customers.expenses.feature import CHECK, CLAIM
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hooks, hx
from app.web.guard import actor, requires

bp = Blueprint("expenses", __name__, url_prefix="/customers/expenses")
FOLDER = "customers/expenses"
WORDS: dict[str, Any] = {"states": rules.STATES, "colours": rules.COLOURS, "kinds": rules.KINDS}


@bp.get("/")
@requires(CLAIM, CHECK)
def listing() -> Response:
    form, filters = filtering.read(request.args, actor())
    page = queries.page(filters, actor(), request.args.get("after"))
    context = {"form": form, "page": page, "values": filtering.values_of(request.args), "claim": CLAIM, "check": CHECK}
    return hx.render(
        f"{FOLDER}/listing.html", f"{FOLDER}/_expenses.html", status=form.status, why=words.why, **context, **WORDS
    )


@bp.get("/export.xlsx")
@requires(CLAIM, CHECK)
def export_file() -> Response:
    _, filters = filtering.read(request.args, actor())
    return exports.answer(filters, by=actor())


@bp.route("/new", methods=["GET", "POST"])
@requires(CLAIM)
def new() -> Response:
    form = forms.ClaimForm(customer=request.args.get("customer", "")[:120])
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", claim_id=service.claim(form.claim(), by=actor()).id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form)


@bp.get("/<int:claim_id>")
@requires(CLAIM, CHECK)
def show(claim_id: int) -> Response:
    return _page(claim_id, forms.RefuseForm())


@bp.post("/<int:claim_id>/clear")
@requires(CHECK)
def clear(claim_id: int) -> Response:
    service.clear(claim_id, forms.DecideForm().seen_version(), by=actor())
    return hx.go(url_for(".show", claim_id=claim_id))


@bp.post("/<int:claim_id>/refuse")
@requires(CHECK)
def refuse(claim_id: int) -> Response:
    form = forms.RefuseForm()
    if form.posted():
        try:
            service.refuse(claim_id, form.seen_version(), form.reason.data or "", by=actor())
            return hx.go(url_for(".show", claim_id=claim_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(claim_id, form)


@bp.post("/<int:claim_id>/withdraw")
@requires(CLAIM)
def withdraw(claim_id: int) -> Response:
    service.withdraw(claim_id, forms.DecideForm().seen_version(), by=actor())
    return hx.go(url_for(".show", claim_id=claim_id))


def _page(claim_id: int, form: forms.RefuseForm) -> Response:
    row = queries.one(claim_id, actor())
    one, customer = row.ExpenseClaim, queries.customer_of(row.ExpenseClaim, actor())
    return hx.render(
        f"{FOLDER}/show.html",
        f"{FOLDER}/_expense.html",
        status=form.status,
        row=row,
        one=one,
        customer=customer,
        flags=hooks.customer_flags([customer.id], actor())[customer.id] if customer else [],
        filing=words.filing_of(one.checks),
        warnings=words.warnings(one.checks, one.spent_on),
        why=words.why(one.state_why),
        own=one.staff_id == actor().staff_id,
        check=CHECK,
        form=form,
        **WORDS,
    )
