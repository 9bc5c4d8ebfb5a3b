"""The service supervision reports: the list, one of them, writing, submitting, noting."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.statistics.rules import month_of
from app.complaints.supervision import queries, rules, service
from app.complaints.supervision.feature import KEEP
from app.complaints.supervision.forms import ChangeForm, NewForm, NoteForm, SubmitForm
from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

bp = Blueprint("supervision", __name__, url_prefix="/complaints/supervision")
FOLDER = "complaints/supervision"


@bp.get("/")
@requires(KEEP)
def listing() -> Response:
    """The reports, the newest month first."""
    context: dict[str, Any] = {"reports": queries.reports(), "states": rules.STATES, "colours": rules.COLOURS}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_reports.html", **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(KEEP)
def new() -> Response:
    """Begin the report on a month."""
    form = NewForm(data={"month": month_of(clock.today())})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.write(form.month.data or "", form.words(), by=actor())
                work.result(service.page_of(made.id))
            return hx.go(service.page_of(made.id))
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Write a service supervision report"), url_for(".listing"))


@bp.get("/<int:report_id>")
@requires(KEEP)
def show(report_id: int) -> Response:
    """One report."""
    return _page(report_id)


@bp.route("/<int:report_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(report_id: int) -> Response:
    """Change a draft."""
    one = queries.report(report_id)
    form = ChangeForm(obj=one)
    if form.posted():
        try:
            service.rewrite(report_id, form.seen_version(), form.words(), by=actor())
            return hx.go(service.page_of(report_id))
        except Refused as refused:
            form.refuse(refused)
    return _form(form, Text("Service supervision report of %(month)s", month=one.month), service.page_of(report_id))


@bp.post("/<int:report_id>/submit")
@requires(KEEP)
def submit(report_id: int) -> Response:
    """Give a report to the general manager."""
    form = SubmitForm()
    if form.posted():
        try:
            service.submit(report_id, form.seen_version(), by=actor())
            return hx.go(service.page_of(report_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(report_id, submit=form)


@bp.post("/<int:report_id>/note")
@requires(KEEP)
def note(report_id: int) -> Response:
    """Note a report as read."""
    form = NoteForm()
    if form.posted():
        try:
            service.note(report_id, form.seen_version(), form.note.data, by=actor())
            return hx.go(service.page_of(report_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(report_id, note=form)


def _page(report_id: int, *, submit: SubmitForm | None = None, note: NoteForm | None = None) -> Response:
    one = queries.report(report_id)
    shown = {"version": one.version}
    context: dict[str, Any] = {
        "one": one, "states": rules.STATES, "colours": rules.COLOURS, "figures": queries.FIGURES,
        "submit": submit or SubmitForm(formdata=None, data=shown), "note": note or NoteForm(formdata=None, data=shown),
    }  # fmt: skip
    sent = submit or note
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_report.html", status=sent.status if sent else 200, **context)


def _form(form: Any, title: Text, back: str) -> Response:
    context = {"form": form, "title": title, "back": back}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)
