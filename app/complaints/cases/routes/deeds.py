"""The deeds on a complaint: passing it on by the form of its stage, and those that have a page of their own."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.complaints.cases import asked_fields, correcting, deeds, stage_page
from app.complaints.cases import service as verbs
from app.complaints.cases.feature import HANDLE, MANAGE, TAKE
from app.complaints.cases.queries.page import case_of, customer_of
from app.complaints.cases.routes.blueprint import FOLDER, WORDS, bp
from app.complaints.cases.rules import OPEN
from app.complaints.cases.service.changing import NOT_HIS, NOT_OPEN
from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires

FOLLOW_UP = "follow-up"
IN_ADDRESSES = f"<any({', '.join(map(repr, deeds.DEEDS))}):deed>"


@bp.route("/<int:complaint_id>/stage", methods=["GET", "POST"])
@requires(TAKE, HANDLE)
def stage(complaint_id: int) -> Response:
    case = case_of(complaint_id, actor())
    found = stage_page.next_of(case)
    if found is None:
        raise Refused(NOT_HIS if case.one.state == OPEN else NOT_OPEN)
    form = found.form
    if form.posted():
        try:
            _go_on(complaint_id, form, found)
            return hx.go(url_for(".show", complaint_id=complaint_id))
        except Refused as refused:
            form.refuse(refused)
    context = {"seat": case.seat, "one": case.one, "next": found}
    return hx.render(f"{FOLDER}/stage.html", f"{FOLDER}/_stage.html", status=form.status, **context, **WORDS)


@bp.route("/<int:complaint_id>/change", methods=["GET", "POST"])
@requires(TAKE, HANDLE)
def change(complaint_id: int) -> Response:
    case = case_of(complaint_id, actor())
    if not case.seat.may_write:
        raise Refused(NOT_HIS if case.one.state == OPEN else NOT_OPEN)
    customer = customer_of(case.one, actor())
    form, keys = correcting.form_of(case, customer)
    if form.posted():
        try:
            values = correcting.values_of(case, customer, form, keys, actor())
            verbs.change(complaint_id, version=form.seen_version(), values=values, reason=form.reason.data, by=actor())
            return hx.go(url_for(".show", complaint_id=complaint_id))
        except Refused as refused:
            form.refuse(refused)
    context = {"one": case.one, "form": form, "groups": correcting.grouped(form, keys)}
    return hx.render(f"{FOLDER}/change.html", f"{FOLDER}/_change.html", status=form.status, **context)


@bp.route(f"/<int:complaint_id>/{IN_ADDRESSES}", methods=["GET", "POST"])
@requires(TAKE, HANDLE, MANAGE)
def do(complaint_id: int, deed: str) -> Response:
    case, wanted = case_of(complaint_id, actor()), deeds.DEEDS[deed]
    if request.method == "GET" and not wanted.offered(case):
        raise Refused(Text("This cannot be done with this complaint now, or not by you."))
    form = deeds.ready(wanted.form(data={"version": case.one.version}), case)
    if form.posted():
        try:
            made = wanted.verb(complaint_id, form, actor())
            return hx.go(url_for(".show", complaint_id=made.id if deed == FOLLOW_UP else complaint_id))
        except Refused as refused:
            form.refuse(refused)
    context = {"one": case.one, "form": form, "wanted": wanted, "deed": deed}
    return hx.render(f"{FOLDER}/do.html", f"{FOLDER}/_do.html", status=form.status, **context)


def _go_on(complaint_id: int, form: Any, found: stage_page.Next) -> None:
    """Pass it on with what was typed, or write it down and close it."""
    values, version = asked_fields.values_of(found.keys, form), form.seen_version()
    if not found.closes:
        to = form.to.data if "to" in form else None
        verbs.pass_on(complaint_id, version=version, values=values, opinion=form.opinion.data, to=to, by=actor())
        return
    with unit_of_work(by=actor()):
        if values:
            version = verbs.change(complaint_id, version=version, values=values, by=actor()).version
        verbs.close(complaint_id, version=version, by=actor())
