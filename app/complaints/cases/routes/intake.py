"""Taking a complaint: who may be meant, what happened, and reading it back (K-10, K-62, K-72)."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.complaints.cases import asking, forms, service
from app.complaints.cases.feature import TAKE
from app.complaints.cases.queries.acting import seat
from app.complaints.cases.queries.page import customer_of
from app.complaints.cases.routes.blueprint import FOLDER, WORDS, bp
from app.complaints.circulation.queries import route_choices
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires


@bp.route("/new", methods=["GET", "POST"])
@requires(TAKE)
def new() -> Response:
    before: dict[str, Any] = {} if request.method == "POST" else asking.prefilled(request.args, actor())
    found = asking.known(request.form if request.method == "POST" else before, actor())
    form = forms.NewForm() if request.method == "POST" else forms.NewForm(data=before)
    form = asking.ready(form, found, route_choices())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                taken = service.take(asking.complaint_of(form, actor()), by=actor())
                url = url_for(".show" if form.confirmed.data else ".read_back", complaint_id=taken.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, form=form, found=found)


@bp.get("/hints")
@requires(TAKE)
def hints() -> Response:
    found = asking.known(request.args, actor())
    form = asking.ready(forms.NewForm(formdata=request.args, endpoint="complaints.new"), found, [])
    return hx.render(f"{FOLDER}/hints.html", f"{FOLDER}/_hints.html", form=form, found=found)


@bp.get("/<int:complaint_id>/read-back")
@requires(TAKE)
def read_back(complaint_id: int) -> Response:
    found = seat(complaint_id, actor())
    one, customer = found.complaint, customer_of(found.complaint, actor())
    form = forms.ConfirmForm(data={"version": one.version})
    context: dict[str, Any] = {"seat": found, "one": one, "customer": customer, "form": form}
    return hx.render(f"{FOLDER}/read_back.html", f"{FOLDER}/_read_back.html", **context, **WORDS)


@bp.post("/<int:complaint_id>/confirm")
@requires(TAKE)
def confirm(complaint_id: int) -> Response:
    seat(complaint_id, actor())
    service.confirm(complaint_id, version=forms.ConfirmForm().seen_version(), by=actor())
    return hx.go(url_for(".show", complaint_id=complaint_id))
