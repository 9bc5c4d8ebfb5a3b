"""The daily call list: the lines of a day, who might be called, what came of it."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.staff.queries import colleagues
from app.reception.register import forms, rules, service
from app.reception.register.addresses import asked_day, number_of
from app.reception.register.feature import MINUTES, SEE
from app.reception.register.queries import call_list as looks
from app.reception.register.routes.blueprint import FOLDER, bp
from app.reception.register.service.call_list import NewPlanned
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, may, requires


@bp.get("/call-list")
@requires(SEE)
def call_list() -> Response:
    """The call list of a day, with who might be called besides."""
    on, staff = asked_day(), request.args.get("staff", type=read_id)
    context: dict[str, Any] = {
        "day": on,
        "staff": staff,
        "rows": looks.listed(on, actor(), staff),
        "suggested": looks.suggestions(on, actor()) if may(MINUTES) else [],
        "people": colleagues(),
        "aims": rules.AIMS,
        "states": rules.CALL_STATES,
        "may_plan": may(MINUTES),
        "paper_id": number_of(on),
    }
    return hx.render(f"{FOLDER}/call_list.html", f"{FOLDER}/_call_list.html", **context)


@bp.route("/call-list/new", methods=["GET", "POST"])
@requires(MINUTES)
def plan_call() -> Response:
    """Put somebody on the call list; a suggestion fills the form."""
    form = forms.PlanForm(data=_suggested()) if request.method == "GET" else forms.PlanForm()
    form.staff_id.choices = colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                made = service.plan_call(_typed(form), by=actor())
                url = url_for(".call_list", day=made.day.isoformat())
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    customer_id = request.values.get("customer_id", type=read_id)
    context = {"form": form, "customer_id": customer_id}
    return hx.render(f"{FOLDER}/plan_call.html", f"{FOLDER}/_plan_call.html", form.status, **context)


@bp.route("/call-list/<int:planned_id>", methods=["GET", "POST"])
@requires(SEE)
def end_call(planned_id: int) -> Response:
    """Note what came of a planned call, or drop it."""
    one = looks.planned(planned_id, actor())
    form = forms.ResultForm(version=one.version)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                end = service.drop if form.drop.data else service.finish
                end(planned_id, form.seen_version(), form.result.data, by=actor())
                url = url_for(".call_list", day=one.day.isoformat())
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context = {"one": one, "form": form, "aims": rules.AIMS, "states": rules.CALL_STATES}
    return hx.render(f"{FOLDER}/end_call.html", f"{FOLDER}/_end_call.html", form.status, **context)


def _suggested() -> dict[str, Any]:
    """What the address says of whom to call."""
    args = request.args
    words = {name: args[name][:120] for name in ("name", "phone", "note") if args.get(name)}
    aim = args.get("aim") if args.get("aim") in rules.AIMS else "invite"
    staff_id = args.get("staff_id", type=read_id)
    return {**words, "aim": aim, "day": asked_day(), "staff_id": str(staff_id) if staff_id else None}


def _typed(form: forms.PlanForm) -> NewPlanned:
    customer_id = request.form.get("customer_id", type=read_id)
    phone, note = form.phone.data, form.note.data
    return NewPlanned(form.day.data, form.staff_id.data, form.aim.data, form.name.data, phone, customer_id, note)
