"""The rules of the office: which value holds, since when, who said so; and changing them."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.days import read_day
from app.domain.errors import Refused
from app.office.policy import queries, service, words
from app.office.policy.declare import label_of, name_of
from app.office.policy.feature import MANAGE_POLICY
from app.office.policy.forms import form_for, profile_form
from app.office.policy.profiles import profile
from app.office.policy.switches import office
from app.unit_of_work import unit_of_work
from app.web import hx, registry
from app.web.guard import actor, requires

bp = Blueprint("policy", __name__, url_prefix="/policy")


@bp.get("/")
@requires(MANAGE_POLICY)
def show() -> Response:
    on = _day()
    return hx.render(
        "office/policy/show.html",
        "office/policy/_values.html",
        on=on,
        today=clock.today(),
        sheet=queries.sheet(on),
        label_of=label_of,
        name_of=name_of,
        words=words,
    )


@bp.route("/value/<name>", methods=["GET", "POST"])
@requires(MANAGE_POLICY)
def value(name: str) -> Response:
    if name == queries.PROFILE:
        return hx.go(url_for("policy.switch"))
    found = queries.in_force(name, clock.today())
    form = form_for(found, valid_from=clock.today())
    if form.posted():
        try:
            typed = form.value.data or ""
            with unit_of_work(by=actor(), key=form.key()) as work:
                proposal = service.change_value(name, typed, **form.change(), by=actor())
                url = proposal or url_for("policy.value", name=name)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/policy/value.html",
        "office/policy/_policy_value.html",
        status=form.status,
        form=form,
        found=found,
        history=queries.history_of([name]),
        words=words,
    )


@bp.route("/profile", methods=["GET", "POST"])
@requires(MANAGE_POLICY)
def switch() -> Response:
    wanted = request.args.get("to") or office().profile
    form = profile_form(value=wanted, valid_from=clock.today())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = service.switch_profile(form.value.data, **form.change(), by=actor()) or url_for("policy.switch")
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    chosen, features = profile(form.value.data or wanted), registry.all_features()
    return hx.render(
        "office/policy/profile.html",
        "office/policy/_profile.html",
        status=form.status,
        form=form,
        current=profile(office().profile),
        chosen=chosen,
        effect=queries.effect_of_profile(chosen.key, clock.today()),
        off=[feature for feature in features if feature.name in chosen.off],
        history=queries.history_of([queries.PROFILE]),
        words=words,
    )


def _day() -> date:
    """The day in the address; today where none stands there. Raises Refused for what is no day."""
    typed = request.args.get("on", "").strip()
    return read_day(typed[:40], clock.today()) if typed else clock.today()
