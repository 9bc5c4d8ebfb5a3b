"""Improvements: the list, those of one complaint, one of them, and what is done with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.queries import complaint_of, page_of
from app.complaints.improvements import forms, queries, rules, service
from app.complaints.improvements.feature import KEEP
from app.complaints.improvements.policy import ImprovementPolicy
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.policy import queries as policy
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, may, requires

bp = Blueprint("improvements", __name__, url_prefix="/complaints")

FOLDER = "complaints/improvements"


@bp.get("/improvements/")
@requires(KEEP)
def listing() -> Response:
    """The measures after complaints that this user may know of."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    stands, mine = (form.state.data, form.mine.data) if form.validate() else (None, False)
    page = queries.listing(stands, mine, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in ("state", "mine", "after") if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, **_words()}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_improvements.html", status=form.status, **context)


@bp.get("/<int:complaint_id>/improvements")
@requires(SIGNED_IN)
def of_complaint(complaint_id: int) -> Response:
    """The measures of a complaint block by block, for its page."""
    case = complaint_of(complaint_id, actor())
    rows = queries.measures_of(complaint_id)
    asked = rules.asked_for(case.kind, case.severity)
    context = {"case": case, "rows": rows, "asked": asked, "may_keep": may(KEEP), **_words()}
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", **context)


@bp.route("/<int:complaint_id>/improvements/plan", methods=["GET", "POST"])
@requires(KEEP)
def plan(complaint_id: int) -> Response:
    """Plan a measure."""
    case = complaint_of(complaint_id, actor())
    form = forms.PlanForm(data={"due_on": _usual_day()})
    form.staff_id.choices = colleagues()
    back = url_for(".of_complaint", complaint_id=complaint_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.plan(complaint_id, form.measure(), by=actor())
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "case": case, "back": back, "title": Text("Plan a measure"), **_words()}
    return hx.render(f"{FOLDER}/plan.html", f"{FOLDER}/_form.html", status=form.status, **context)


@bp.get("/improvements/<int:improvement_id>")
@requires(SIGNED_IN)
def show(improvement_id: int) -> Response:
    """One measure, and what may be done with it."""
    row = queries.measure(improvement_id, actor())
    context = {"row": row, "one": row.Improvement, "case": row.Complaint, **_rights(row.Improvement), **_words()}
    context["case_seen"] = queries.may_open_case(row.Complaint.id, actor())
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_improvement.html", **context)


@bp.route("/improvements/<int:improvement_id>/<any(done, confirm, drop):deed>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def do(improvement_id: int, deed: str) -> Response:
    """Report a measure as done, judge its effect, or give it up."""
    row, back = queries.measure(improvement_id, actor()), url_for(".show", improvement_id=improvement_id)
    form, title, verb = DEEDS[deed](row.Improvement)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                verb(improvement_id, version=form.seen_version(), by=actor(), **_typed(deed, form, row.Improvement))
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "case": row.Complaint, "one": row.Improvement, "row": row, "back": back, "title": title}
    return hx.render(f"{FOLDER}/do.html", f"{FOLDER}/_form.html", status=form.status, **context, **_words())


def _done(one: Any) -> Any:
    form = forms.DoneForm(data={"version": one.version, "done_on": clock.today()})
    return form, Text("Report it as done"), service.report_done


def _confirm(one: Any) -> Any:
    form = forms.ConfirmForm(data={"version": one.version, "due_on": _usual_day(), "staff_id": one.staff_id})
    form.staff_id.choices = colleagues()
    return form, Text("Judge the effect"), service.confirm


def _drop(one: Any) -> Any:
    return forms.DropForm(data={"version": one.version}), Text("Give it up"), service.drop


DEEDS = {"done": _done, "confirm": _confirm, "drop": _drop}


def _typed(deed: str, form: Any, one: Any) -> dict[str, Any]:
    if deed == "done":
        return {"done_on": form.done_on.data, "result": form.result.data}
    if deed == "drop":
        return {"reason": form.reason.data}
    return {"effect": form.effect.data, "words": form.remark.data, "instead": form.instead(one.block)}


def _rights(one: Any) -> dict[str, bool]:
    return {
        "may_report": one.state == rules.OPEN and service.may_report(one, actor()),
        "may_confirm": one.state == rules.DONE and service.may_confirm(actor()),
        "may_drop": one.state == rules.OPEN and may(KEEP),
    }


def _usual_day() -> Any:
    return clock.today() + timedelta(days=policy.of(ImprovementPolicy).due_days)


def _words() -> dict[str, Any]:
    return {
        "blocks": rules.BLOCKS, "standings": rules.STANDINGS, "colours": rules.COLOURS, "effects": rules.EFFECTS,
        "standing": rules.standing, "on": clock.today(), "page_of": page_of,
    }  # fmt: skip
