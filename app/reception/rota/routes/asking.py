"""Requests about the rota, and what a manager decides at once."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.approvals.queries import standing
from app.reception.rota import queries, service
from app.reception.rota.feature import KEEP, MANAGE, SEE, TAKE_TURNS
from app.reception.rota.forms import AskForm, OverruleForm
from app.reception.rota.routes.blueprint import FOLDER, bp
from app.reception.rota.words import COLOURS, REQUESTS, STATES, subject_of
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires


@bp.route("/ask", methods=["GET", "POST"])
@requires(TAKE_TURNS, KEEP, MANAGE)
def ask() -> Response:
    """Ask for a swap, a kept place, or that a turn be taken away."""
    mine = actor().staff_id if actor().staff_id in queries.members() else None
    form = AskForm(day=clock.today(), staff=request.args.get("staff", mine, type=int)).among(queries.people())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                row = service.ask(
                    form.kind.data,
                    form.staff.data,
                    day=form.day.data,
                    other_id=form.other.data,
                    reason=form.reason.data,
                    by=actor(),
                )
                work.result(url_for("rota.asked", request_id=row.id))
                url = url_for("rota.asked", request_id=row.id)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/ask.html", f"{FOLDER}/_ask.html", status=form.status, form=form)


@bp.get("/requests/<int:request_id>")
@requires(SEE)
def asked(request_id: int) -> Response:
    """A request about the rota and how it stands."""
    row = queries.request(request_id)
    return hx.render(
        f"{FOLDER}/asked.html",
        f"{FOLDER}/_asked.html",
        row=row,
        names=queries.names([row.staff_id, row.other_id]),
        standing=standing(subject_of(row.id)),
        kinds=REQUESTS,
        states=STATES,
        colours=COLOURS,
    )


@bp.route("/overrule", methods=["GET", "POST"])
@requires(MANAGE)
def overrule() -> Response:
    """Decide something about the rota of today at once, with a reason."""
    form = OverruleForm(staff=request.args.get("staff", type=int)).among(queries.people())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.overrule(
                    form.deed.data, form.staff.data, other_id=form.other.data, reason=form.reason.data, by=actor()
                )
                work.result(url_for("rota.today"))
            return hx.go(url_for("rota.today"))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/overrule.html", f"{FOLDER}/_overrule.html", status=form.status, form=form)
