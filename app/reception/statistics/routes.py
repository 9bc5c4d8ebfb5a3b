"""The statistics of a day, week or month; the visits behind a figure; the analysis."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.days import read_day
from app.domain.errors import Refused
from app.domain.names import masked_phone
from app.reception.queue.feature import SEE as SEE_VISITORS
from app.reception.queue.rules import STATES
from app.reception.statistics import documents, exports, queries, rules, service, words
from app.reception.statistics.feature import ANALYSE, SEE
from app.reception.statistics.forms import AnalysisForm
from app.reception.statistics.queries import Wanted
from app.reception.statistics.rules import Span
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, may, requires

bp = Blueprint("statistics", __name__, url_prefix="/reception/statistics")
FOLDER = "reception/statistics"
FILTERS = ("period", "on", "purpose", "channel", "staff", "state", "outcome", "first_time")


@bp.route("/", methods=["GET", "POST"])
@requires(SEE)
def show() -> Response:
    """The figures of a day, week or month, with what the manager says to them."""
    span, form = _span(), AnalysisForm()
    if form.posted() and may(ANALYSE):
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.analyse(span, form.text.data or "", by=actor())
                work.result(_here(span))
            return hx.go(_here(span))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_figures.html", status=form.status, **_context(span, form))


@bp.get("/behind")
@requires(SEE_VISITORS)
def behind() -> Response:
    """The visits behind a figure."""
    span, args = _span(), request.args
    page = queries.behind(span, _wanted(), actor(), after=args.get("after"))
    values = {name: args[name] for name in (*FILTERS, "after") if args.get(name)}
    context: dict[str, Any] = {"span": span, "page": page, "values": values, "states": STATES, "mask": masked_phone}
    return hx.render(f"{FOLDER}/behind.html", f"{FOLDER}/_behind.html", **context)


@bp.get("/export.xlsx")
@requires(SEE)
def export() -> Response:
    """The tables as a spreadsheet."""
    span = _span()
    stream = BytesIO()
    exports.write(stream, queries.figures(span), *queries.names())
    service.take_out(span, by=actor())
    stream.seek(0)
    name = f"{documents.CHINESE[span.period]} {span.name.replace('/', '_')}.xlsx"
    return send_file(stream, as_attachment=True, download_name=name)


def _context(span: Span, form: AnalysisForm) -> dict[str, Any]:
    figures = queries.figures(span)
    purposes, people = queries.names()
    return {
        "span": span, "figures": figures, "tables": words.tables(figures, purposes, people), "form": form,
        "chart": words.chart(figures), "columns": words.COLUMNS, "periods": rules.PERIODS, "times": words.times_said,
        "today": clock.today(), "before": rules.neighbour(span, -1), "after": rules.neighbour(span, 1),
        "analyses": queries.analyses(span), "analyse": ANALYSE, "see_visitors": SEE_VISITORS,
        "paper": documents.paper_of(span),
    }  # fmt: skip


def _span() -> Span:
    period = request.args.get("period", rules.DAY)
    return rules.span_of(period if period in rules.PERIODS else rules.DAY, _day())


def _day() -> date:
    typed = request.args.get("on", "")
    try:
        return read_day(typed, clock.today()) if typed else clock.today()
    except Refused:
        return clock.today()


def _wanted() -> Wanted:
    args = request.args
    words_of = {name: args.get(name) or None for name in ("channel", "state", "outcome", "first_time")}
    return Wanted(args.get("purpose", type=read_id), staff=args.get("staff", type=read_id), **words_of)


def _here(span: Span) -> str:
    return url_for(".show", period=span.period, on=str(span.first_on))
