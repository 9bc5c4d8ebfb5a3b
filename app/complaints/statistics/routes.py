"""The table of a month, its confirmation, and the causes of a longer time."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.statistics import exports, figures, queries, rules, service, words
from app.complaints.statistics.feature import CONFIRM, SEE
from app.complaints.statistics.forms import ConfirmForm
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires

bp = Blueprint("complaint_statistics", __name__, url_prefix="/complaints/statistics")
FOLDER = "complaints/statistics"
CONFIRMS = "complaint_statistics.confirm"


@bp.get("/")
@requires(SEE)
def show() -> Response:
    """The closed complaints of a month: as it was confirmed, else as it is (K-30, P-09)."""
    return _page(_month(), ConfirmForm(endpoint=CONFIRMS))


@bp.post("/confirm")
@requires(CONFIRM)
def confirm() -> Response:
    """Confirm the table of a month with the heads."""
    first, form = _month(), ConfirmForm(endpoint=CONFIRMS)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.confirm(first, form.attendees.data or "", form.words.data, by=actor())
                work.result(_here(first))
            return hx.go(_here(first))
        except Refused as refused:
            form.refuse(refused)
    return _page(first, form)


@bp.get("/causes")
@requires(SEE)
def causes() -> Response:
    """The causes of some months as a Pareto, and what came and went in each of them (P-32)."""
    until = _named("until", rules.month_before(clock.today()))
    since = _named("since", rules.months_back(until, 6))
    context: dict[str, Any] = {"since": rules.month_of(since), "until": rules.month_of(until), "words": words}
    try:
        bars, lines = figures.causes_between(rules.months_between(since, until))
        context |= {"bars": bars, "lines": lines, "problem": None}
    except Refused as refused:
        context |= {"bars": [], "lines": [], "problem": refused.text}
    return hx.render(f"{FOLDER}/causes.html", f"{FOLDER}/_causes.html", **context)


@bp.get("/export.xlsx")
@requires(SEE)
def export() -> Response:
    """The table of a month as a spreadsheet; taking it out is recorded."""
    first = _month()
    stream = BytesIO()
    exports.write(stream, figures.for_reader(_figures(first)[0], actor()))
    service.take_out(rules.month_of(first), first, by=actor())
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"客户投诉案件统计表 {rules.month_of(first)}.xlsx")


def _page(first: date, form: ConfirmForm) -> Response:
    table, review = _figures(first)
    context: dict[str, Any] = {
        "figures": figures.for_reader(table, actor()), "review": review, "form": form, "words": words,
        "month": rules.month_of(first), "subject_id": int(f"{first:%Y%m}"),
        "before": rules.month_of(rules.month_before(first)), "after": rules.month_of(rules.month_after(first)),
        "over": clock.today() >= rules.month_after(first), "until": queries.confirm_until(first),
        "may_confirm": may(CONFIRM), "bars": words.bars_of(table),
    }  # fmt: skip
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_month.html", status=form.status, **context)


def _figures(first: date) -> tuple[Any, Any]:
    review = next(iter(queries.reviews(rules.month_of(first))), None)
    return (review.figures if review and "now" not in request.args else figures.of_month(first)), review


def _month() -> date:
    return _named("month", rules.month_before(clock.today()))


def _named(name: str, usual: date) -> date:
    try:
        return rules.read_month(request.args.get(name, ""))
    except Refused:
        return usual


def _here(first: date) -> str:
    return url_for(".show", month=rules.month_of(first))
