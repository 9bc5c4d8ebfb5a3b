"""Late stages: the two lists, the enquiry slips, receipt and answer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.answers.queries import called
from app.complaints.cases.feature import EXPORT, MANAGE
from app.complaints.cases.queries import complaint_of
from app.complaints.lateness import export, filtering, forms, queries, rules, service
from app.complaints.lateness.feature import ASK
from app.domain.errors import Refused
from app.office.deadlines.queries.shown import shown
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import VersionFields, new_key
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("lateness", __name__, url_prefix="/complaints/lateness")
FOLDER = "complaints/lateness"


@bp.get("/")
@requires(MANAGE)
def listing() -> Response:
    form, filters = filtering.read(request.args)
    which, after = filtering.list_of(request.args), request.args.get("after")
    find = queries.running if which == rules.RUNNING else queries.left
    page = find(filters, actor(), after=after)
    context: dict[str, Any] = {
        "form": form, "page": page, "which": which, "rules": rules, "called": called, "today": clock.today(),
        "values": filtering.values_of(request.args), "key": lambda: new_key("lateness.ask"),
        "may_ask": actor().may(ASK.name), "may_export": actor().may(EXPORT.name), "filters": filters,
        "slips": queries.slips_of(row.Complaint.id for row in page.rows) if which == rules.RUNNING else {},
    }  # fmt: skip
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_late_stages.html", status=form.status, **context)


@bp.get("/late.xlsx")
@requires(EXPORT)
def sheet() -> Response:
    _, filters = filtering.read(request.args)
    return export.answer(filtering.list_of(request.args), filters, by=actor())


@bp.get("/mine")
@requires(SIGNED_IN)
def mine() -> Response:
    page = queries.mine(actor(), after=request.args.get("after"))
    values = filtering.values_of(request.args)
    context: dict[str, Any] = {"page": page, "rules": rules, "called": called, "values": values}
    return hx.render(f"{FOLDER}/mine.html", f"{FOLDER}/_mine.html", **context)


@bp.route("/stages/<int:stay_id>/ask", methods=["GET", "POST"])
@requires(ASK)
def ask(stay_id: int) -> Response:
    stay, complaint, stage = queries.late_stay(stay_id, actor())
    form = forms.AskForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", enquiry_id=service.ask(stay_id, form.words.data, by=actor()).id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "stay": stay, "complaint": complaint, "stage": stage, "called": called}
    return hx.render(f"{FOLDER}/ask.html", f"{FOLDER}/_ask.html", status=form.status, **context)


@bp.post("/complaints/<int:complaint_id>/leave")
@requires(ASK)
def leave(complaint_id: int) -> Response:
    complaint_of(complaint_id, actor())
    service.leave(complaint_id, by=actor())
    return hx.go(url_for(".listing", list=rules.LEFT))


@bp.get("/<int:enquiry_id>")
@requires(SIGNED_IN)
def show(enquiry_id: int) -> Response:
    return _page(enquiry_id, None)


@bp.post("/<int:enquiry_id>/receive")
@requires(SIGNED_IN)
def receive(enquiry_id: int) -> Response:
    service.receive(enquiry_id, VersionFields().seen_version(), by=actor())
    return hx.go(url_for(".show", enquiry_id=enquiry_id))


@bp.post("/<int:enquiry_id>/answer")
@requires(SIGNED_IN)
def answer(enquiry_id: int) -> Response:
    form = forms.AnswerForm()
    if form.posted():
        try:
            said = (form.reason.data or "", form.measure.data or "")
            service.answer(enquiry_id, form.seen_version(), *said, by=actor())
            return hx.go(url_for(".show", enquiry_id=enquiry_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(enquiry_id, form)


def _page(enquiry_id: int, form: forms.AnswerForm | None) -> Response:
    found = queries.enquiry(enquiry_id, actor())
    context = {
        "found": found, "one": found.enquiry, "rules": rules, "called": called,
        "deadline": shown(f"{service.KIND}:{enquiry_id}"),
        "form": form or forms.AnswerForm(formdata=None), "sees_case": queries.sees(found.complaint.id, actor()),
    }  # fmt: skip
    status = form.status if form else 200
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_enquiry.html", status=status, **context)
