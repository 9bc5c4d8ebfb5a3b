"""Kinds of stationery, the monthly request, the balance and the records of a month (C-119, C-120, P-26)."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.stationery import export, forms, service
from app.customers.stationery.feature import KEEP, SEE
from app.customers.stationery.queries import months
from app.customers.stationery.routes.pages import FOLDER, bp, form_page, words
from app.customers.stationery.rules_balance import COLUMNS
from app.customers.stationery.rules_need import days_of, month_after, month_of
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, requires
from app.web.language import say

REQUEST_STATES = {"asked": N_("Asked, not drawn"), "drawn": N_("Drawn into stock"), "cancelled": N_("Cancelled")}


@bp.get("/kinds")
@requires(SEE)
def kinds() -> Response:
    """The kinds of contract stationery."""
    rows = months.kinds(active=False)
    return hx.render(f"{FOLDER}/kinds.html", f"{FOLDER}/_kinds.html", rows=rows, keep=KEEP)


@bp.route("/kinds/new", methods=["GET", "POST"])
@requires(KEEP)
def new_kind() -> Response:
    """Add a kind of contract stationery."""
    return _kind(forms.KindForm(), None, Text("New kind of contract stationery"))


@bp.route("/kinds/<int:kind_id>", methods=["GET", "POST"])
@requires(KEEP)
def kind(kind_id: int) -> Response:
    """Change a kind of contract stationery."""
    found = months.kind(kind_id)
    return _kind(forms.KindForm(obj=found), kind_id, Text("Kind %(name)s", name=found.name))


@bp.get("/requests/")
@requires(SEE)
def requests() -> Response:
    """The monthly requests, the newest first."""
    page = months.requests(after=request.args.get("after"))
    values = {name: request.args[name] for name in ("after",) if request.args.get(name)}
    context = words(page=page, values=values, request_states=REQUEST_STATES)
    return hx.render(f"{FOLDER}/requests.html", f"{FOLDER}/_requests.html", **context)


@bp.route("/requests/new", methods=["GET", "POST"])
@requires(KEEP)
def ask() -> Response:
    """Ask for the blank contracts of a month, with the figures that it is computed from (C-120)."""
    given = request.args.get("kind_id", type=read_id) or months.only_kind()
    form = forms.AskForm(data={"month": month_after(clock.today()), "kind_id": given})
    form.kind_id.choices = months.kind_choices()
    if form.posted():
        chosen = {name: getattr(form, name).data for name in ("expected", "wanted", "reason")}
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.ask(form.kind_id.data, form.month.data, **chosen, by=actor())
                work.result(url_for(".asked", request_id=made.id))
            return hx.go(url_for(".asked", request_id=made.id))
        except Refused as refused:
            form.refuse(refused)
    title, button = Text("Ask for blank contracts"), Text("Ask for them")
    return form_page(form, title, button, url_for(".requests"), notes=[_facts(*one) for one in form.kind_id.choices])


@bp.get("/requests/<int:request_id>")
@requires(SEE)
def asked(request_id: int) -> Response:
    """One request with the figures it was computed from."""
    one, kind = months.request_(request_id)
    context = words(one=one, kind=kind, request_states=REQUEST_STATES)
    return hx.render(f"{FOLDER}/asked.html", f"{FOLDER}/_asked.html", **context)


@bp.route("/requests/<int:request_id>/cancel", methods=["GET", "POST"])
@requires(KEEP)
def call_off(request_id: int) -> Response:
    """Cancel a request for which nothing was drawn."""
    one, _ = months.request_(request_id)
    form, back = forms.CallOffForm(data={"version": one.version}), url_for(".asked", request_id=request_id)
    if form.posted():
        try:
            service.call_off(request_id, form.seen_version(), form.reason.data, by=actor())
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    return form_page(form, Text("Cancel request %(number)s", number=one.number), Text("Cancel the request"), back)


@bp.get("/balance")
@requires(SEE)
def balance() -> Response:
    """The balance of a month by kind, and the records of that month to be printed (P-26)."""
    month = _month()
    figures = {"rows": months.balances(month), "columns": COLUMNS}
    context = words(month=month, number=int(month.replace("-", "")), **figures)
    return hx.render(f"{FOLDER}/balance.html", f"{FOLDER}/_balance.html", **context)


@bp.get("/balance.xlsx")
@requires(SEE)
def take_out() -> Response:
    """The balance of a month as a spreadsheet."""
    return export.answer(_month(), by=actor())


def _kind(form: forms.KindForm, kind_id: int | None, title: Text) -> Response:
    if form.posted():
        chosen = {"prefix": form.prefix.data, "reserve": form.reserve.data, "active": bool(form.active.data)}
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.set_kind(form.name.data, **chosen, kind_id=kind_id, by=actor())
                work.result(url_for(".kinds"))
            return hx.go(url_for(".kinds"))
        except Refused as refused:
            form.refuse(refused)
    return form_page(form, title, Text("Save"), url_for(".kinds"))


def _facts(kind_id: int, name: str) -> Text:
    """What a request for this kind would be computed from today."""
    need, signed = months.need(kind_id)
    return Text(
        "%(kind)s: in stock %(stock)s, out unsigned %(issued)s, expected %(expected)s (signed: %(signed)s), always at "
        "hand %(reserve)s; computed %(computed)s.",
        kind=name, stock=need.stock, issued=need.issued, expected=need.expected, reserve=need.reserve,
        signed=say(Text(", ")).join(f"{month} {number}" for month, number in signed), computed=need.computed,
    )  # fmt: skip


def _month() -> str:
    """The month in the address; this one where it names none."""
    asked_for = request.args.get("month", "")
    try:
        days_of(asked_for)
    except Refused:
        return month_of(clock.today())
    return asked_for
