"""Sheets: the list, one of them, drawing, issuing, single moves, reporting to finance and receiving there."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from app.customers.stationery import deeds, forms, rules, service
from app.customers.stationery.feature import KEEP, REPORT, SEE
from app.customers.stationery.people import choices, recipients
from app.customers.stationery.queries import months, sheets
from app.customers.stationery.queries.sheets import Filters, Seen
from app.customers.stationery.routes.pages import FOLDER, bp, form_page, ticked, words
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.office.deadlines.queries.shown import shown
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.language import say

FILTERS = ("q", "kind", "state", "holder", "overdue", "after")


@bp.get("/")
@requires(SEE)
def listing() -> Response:
    """Where the blank and the signed contracts are."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.kind.choices, form.holder.choices = months.kind_choices(active=False), colleagues()
    filters = Filters()
    if form.validate():
        chosen = (form.kind.data, form.state.data, form.holder.data, bool(form.overdue.data))
        filters = Filters(*chosen, form.q.data or "")
    page = sheets.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context = words(form=form, page=page, values=values, open_requests=months.open_requests())
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_sheets.html", status=form.status, **context)


@bp.get("/<int:blank_id>")
@requires(SIGNED_IN)
def show(blank_id: int) -> Response:
    """One sheet: who has it, where it was, what may be done with it. Whoever has it in hand may look at it."""
    found = sheets.sheet(blank_id, actor())
    subject, parts = sheets.subject_of(blank_id), service.parts_for(found.blank, actor())
    context = words(
        seen=found, one=found.blank, rows=sheets.moves_of(blank_id), deeds=deeds.deeds_for(found, parts),
        standing=standing(subject), deadline_shown=shown(subject) if found.blank.due_on else None,
        may_report=rules.REPORT in rules.moves_for(service.sheet_of(found.blank), parts),
    )  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_sheet.html", **context)


@bp.route("/draw", methods=["GET", "POST"])
@requires(KEEP)
def draw() -> Response:
    """Draw blank contracts into stock."""
    form = forms.DrawForm(data={"keeper_id": actor().staff_id, "kind_id": months.only_kind()})
    form.kind_id.choices = months.kind_choices()
    form.keeper_id.choices = choices(recipients(rules.DRAW, actor().staff_id))
    form.request_id.choices = [(one.id, f"{one.number} {kind}") for one, kind in months.open_requests()]
    if form.posted():
        chosen = {name: getattr(form, name).data for name in ("keeper_id", "request_id", "gap_why")}
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.draw(form.kind_id.data, form.first.data, form.last.data, **chosen, by=actor())
                work.result(url_for(".listing", kind=form.kind_id.data, state=rules.STOCK))
            return hx.go(url_for(".listing", kind=form.kind_id.data, state=rules.STOCK))
        except Refused as refused:
            form.refuse(refused)
    return form_page(form, Text("Draw blank contracts"), Text("Take them into stock"), url_for(".listing"))


@bp.route("/issue", methods=["GET", "POST"])
@requires(KEEP)
def issue() -> Response:
    """Issue blank contracts to a sales person."""
    form = forms.IssueForm(data={"first": request.args.get("first", "")[:40] or None, "kind_id": months.only_kind()})
    form.kind_id.choices, form.staff_id.choices = months.kind_choices(), choices(recipients(rules.ISSUE, None))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.issue(form.kind_id.data, form.first.data, form.last.data, form.new_move(), by=actor())
                work.result(url_for(".listing", holder=form.staff_id.data, state=rules.OUT))
            return hx.go(url_for(".listing", holder=form.staff_id.data, state=rules.OUT))
        except Refused as refused:
            form.refuse(refused)
    return form_page(form, Text("Issue blank contracts"), Text("Issue them"), url_for(".listing"))


@bp.route("/<int:blank_id>/<any(take, return, sign, pass, back, void, lost, found):word>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def move(blank_id: int, word: str) -> Response:
    """One move of a sheet; the table says who may make it."""
    found, deed = sheets.sheet(blank_id, actor()), deeds.DEEDS[word]
    form, back = deeds.ready(deed, found, actor()), url_for(".show", blank_id=blank_id)
    if form.posted():
        try:
            deed.verb(found, form, actor())
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    title = Text("%(deed)s: %(serial)s", deed=deed.title, serial=found.blank.serial)
    return form_page(form, title, deed.button, back)


@bp.route("/report", methods=["GET", "POST"])
@requires(KEEP)
def report() -> Response:
    """Report signed contracts to finance, several at once (C-123)."""
    form = forms.ReportForm()
    form.staff_id.choices = choices(recipients(rules.REPORT, actor().staff_id))
    title, button = Text("Report contracts to finance"), Text("Report the ticked ones")
    return _together(form, rules.SIGNED, service.report, title, button)


@bp.route("/receive", methods=["GET", "POST"])
@requires(REPORT)
def receive() -> Response:
    """Confirm for finance which contracts came (C-123)."""
    title, button = Text("Contracts reported to finance"), Text("I have received the ticked ones")
    return _together(forms.ReceiveForm(), rules.REPORTED, service.receive, title, button)


def _together(form: Any, state: str, verb: Any, title: Text, button: Text) -> Response:
    """A list with boxes to tick, and one move for all that are ticked."""
    if form.posted():
        try:
            number = verb(ticked(), form.new_move(), by=actor())
            flash(say(Text("Done for contracts: %(number)s.", number=number)), "success")
            return hx.go(url_for(f".{request.endpoint.rpartition('.')[2]}" if request.endpoint else ".listing"))
        except Refused as refused:
            form.refuse(refused)
    rows = [Seen(*row) for row in sheets.sheets(state, actor())]
    context = words(form=form, title=title, button=button, rows=rows)
    return hx.render(f"{FOLDER}/together.html", f"{FOLDER}/_together.html", status=form.status, **context)
