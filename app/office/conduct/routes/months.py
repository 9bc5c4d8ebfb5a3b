"""Settling a month, and the report of penalties and deductions (P-31)."""

from __future__ import annotations

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.conduct import export, rules
from app.office.conduct.feature import SEE_ALL, SEE_DEPARTMENT, SET_BONUS
from app.office.conduct.forms import SettleForm
from app.office.conduct.policy import BONUS_NAMES, ConductPolicy
from app.office.conduct.queries import cases, months
from app.office.conduct.routes.blueprint import bp
from app.office.conduct.service.months import settle_month
from app.office.conduct.words import COLOURS, SANCTIONS, STATES
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires


@bp.get("/months")
@requires(SET_BONUS)
def deductions() -> Response:
    """The settled months, and the one to settle next."""
    return hx.render(
        "office/conduct/months.html",
        "office/conduct/_months.html",
        page=months.months_page(after=request.args.get("after")),
        values={name: request.args[name] for name in ("after",) if request.args.get(name)},
        wanted=months.month_to_settle(),
        this_month=rules.month_of(clock.today()),
    )


@bp.route("/months/<month>", methods=["GET", "POST"])
@requires(SET_BONUS)
def settle(month: str) -> Response:
    """What the month takes of whom and why; posting it is the deed."""
    _refuse_unreadable(month)
    form = SettleForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                settle_month(month, seen=str(form.seen.data), by=actor())
                work.result(url_for("conduct.settle", month=month))
            return hx.go(url_for("conduct.settle", month=month))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "sheet": months.sheet(month), "wanted": months.month_to_settle()}
    context["bonus_name"] = _bonus_name()
    return hx.render("office/conduct/month.html", "office/conduct/_month.html", status=form.status, **context)


@bp.get("/report")
@requires(SEE_ALL, SEE_DEPARTMENT)
def report() -> Response:
    """The penalties of a month and what it takes of bonuses, with what is carried on (P-31)."""
    month = rules.read_month(request.args.get("month") or rules.month_of(clock.today()))
    return hx.render(
        "office/conduct/report.html",
        "office/conduct/_report.html",
        month=month,
        rows=cases.decided_in(actor(), month),
        sheet=months.sheet(month, actor()),
        bonus_name=_bonus_name(),
        states=STATES,
        colours=COLOURS,
        sanctions=SANCTIONS,
        may_print=may(SEE_ALL),
    )


@bp.get("/report/<any(penalties, deductions):what>.<any(csv, xlsx):kind>")
@requires(SEE_ALL, SEE_DEPARTMENT)
def export_file(what: str, kind: str) -> Response:
    """One of the two lists of the report as a file to keep; who took it stands in the history."""
    month = rules.read_month(request.args.get("month", ""))
    return export.answer(what, month, kind, by=actor())


def _refuse_unreadable(month: str) -> None:
    try:
        rules.read_month(month)
    except Refused:
        abort(404)


def _bonus_name() -> str:
    return BONUS_NAMES[policy.of(ConductPolicy).bonus_name]
