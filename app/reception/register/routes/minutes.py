"""Minutes of meetings: the list, beginning, the day's customers with what is reported, signing."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.staff.queries import colleagues
from app.reception.queue.rules import FIRST_TIME
from app.reception.register import forms, rules, service
from app.reception.register.addresses import asked_day
from app.reception.register.feature import MINUTES, SEE
from app.reception.register.queries import minutes as looks
from app.reception.register.queries.minutes import Meeting
from app.reception.register.routes.blueprint import FOLDER, bp
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires


@bp.get("/minutes")
@requires(SEE)
def minutes() -> Response:
    """All minutes, the newest first."""
    page = looks.listing(after=request.args.get("after"))
    context = {"page": page, "values": request.args.to_dict(), "meetings": rules.MEETINGS, "may_minute": may(MINUTES)}
    return hx.render(f"{FOLDER}/minutes.html", f"{FOLDER}/_minutes.html", 200, **context)


@bp.route("/minutes/new", methods=["GET", "POST"])
@requires(MINUTES)
def begin_minutes() -> Response:
    """Begin the minutes of a meeting."""
    form = forms.BeginForm(day=asked_day(), chair=actor().name, kind=request.args.get("kind", "evening"))
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                about = {"chair": form.chair.data, "present": form.present.data}
                made = service.begin_minutes(form.day.data, form.kind.data, **about, by=actor())
                url = url_for(".meeting", minutes_id=made.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/begin_minutes.html", f"{FOLDER}/_begin_minutes.html", form.status, form=form)


@bp.get("/minutes/<int:minutes_id>")
@requires(SEE)
def meeting(minutes_id: int) -> Response:
    """The minutes of one meeting."""
    return _page(looks.meeting(minutes_id))


@bp.post("/minutes/<int:minutes_id>/reports")
@requires(MINUTES)
def report(minutes_id: int) -> Response:
    """Enter what is reported on a customer of the day."""
    found = looks.meeting(minutes_id)
    form = _report_form(found)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                about = {"visit_id": form.visit_id.data, "staff_id": form.staff_id.data}
                service.report(minutes_id, form.report.data, **about, by=actor())
                work.result(url_for(".meeting", minutes_id=minutes_id))
            return hx.go(url_for(".meeting", minutes_id=minutes_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(found, report=form)


@bp.post("/minutes/<int:minutes_id>/change")
@requires(MINUTES)
def change_minutes(minutes_id: int) -> Response:
    """Change who was there and what was said, before the signing."""
    form = forms.MinutesForm()
    if form.posted():
        try:
            about = {"chair": form.chair.data, "present": form.present.data, "text": form.text.data}
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.change_minutes(minutes_id, form.seen_version(), **about, by=actor())
                work.result(url_for(".meeting", minutes_id=minutes_id))
            return hx.go(url_for(".meeting", minutes_id=minutes_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(looks.meeting(minutes_id), change=form)


@bp.post("/minutes/<int:minutes_id>/sign")
@requires(MINUTES)
def sign(minutes_id: int) -> Response:
    """Sign the minutes."""
    form = forms.VersionForm()
    with unit_of_work(by=actor(), key=form.key()) as work:
        service.sign(minutes_id, form.seen_version(), by=actor())
        work.result(url_for(".meeting", minutes_id=minutes_id))
    return hx.go(url_for(".meeting", minutes_id=minutes_id))


def _report_form(found: Meeting) -> forms.ReportForm:
    form = forms.ReportForm(endpoint="register.report")
    form.visit_id.choices = [
        (row.Visit.id, f"{row.Visit.number} {found.names[row.Visit.id]}") for row in found.customers
    ]
    form.staff_id.choices = colleagues()
    return form


def _page(
    found: Meeting, *, report: forms.ReportForm | None = None, change: forms.MinutesForm | None = None
) -> Response:
    one = found.minutes
    values = {"chair": one.chair, "present": one.present, "text": one.text, "version": one.version}
    change = change or forms.MinutesForm(data=values, endpoint="register.change_minutes")
    report = report or _report_form(found)
    context: dict[str, Any] = {
        "meeting": found,
        "minutes": one,
        "meetings": rules.MEETINGS,
        "first_time": FIRST_TIME,
        "change": change,
        "report": report,
        "sign": forms.VersionForm(data={"version": one.version}, endpoint="register.sign"),
        "may_minute": may(MINUTES),
    }
    status = max(change.status, report.status)
    return hx.render(f"{FOLDER}/meeting.html", f"{FOLDER}/_meeting.html", status, **context)
