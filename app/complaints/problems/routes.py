"""The daily problem list: the list with its line of entry, one line, the summary."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.feature import TAKE
from app.complaints.problems import deeds, export, forms, queries, rules, service
from app.complaints.problems.documents import number_of
from app.complaints.problems.feature import KEEP
from app.domain.errors import Refused
from app.office.staff.queries import colleagues
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import VersionFields
from app.web.guard import actor, requires

bp = Blueprint("problems", __name__, url_prefix="/complaints/problems")

FOLDER = "complaints/problems"
FILTERS = ("day", "kind", "open", "after")


@bp.get("/")
@requires(KEEP)
def listing() -> Response:
    """The list of a day, sorted by kind, with the line in which the next one is written."""
    last = request.args.get("last")
    kind = last if last in rules.KINDS else rules.ENQUIRY
    return _list(forms.EntryForm(formdata=None, endpoint="problems.enter", kind=kind))


@bp.post("/")
@requires(KEEP)
def enter() -> Response:
    """Write a line down; the next one is of the same kind until another is chosen."""
    form = forms.EntryForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                deeds.entered(form, actor())
                work.result(url_for(".listing"))
            return hx.go(url_for(".listing", last=form.kind.data))
        except Refused as refused:
            form.refuse(refused)
    return _list(form)


@bp.get("/<int:problem_id>")
@requires(KEEP)
def show(problem_id: int) -> Response:
    """One line with what came of it."""
    found = queries.seat(problem_id, actor())
    context: dict[str, Any] = {"one": found.problem, "moves": found.moves, "rules": rules}
    context |= {"around": queries.around([found.problem], actor()), "may_complain": actor().may(TAKE.name)}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_problem.html", **context)


@bp.post("/<int:problem_id>/again")
@requires(KEEP)
def again(problem_id: int) -> Response:
    """It came up once more."""
    service.count_again(problem_id, VersionFields().seen_version(), by=actor())
    return hx.go(url_for(".listing"))


@bp.route("/<int:problem_id>/<any('pass', 'solve'):deed>", methods=["GET", "POST"])
@requires(KEEP)
def do(problem_id: int, deed: str) -> Response:
    """A deed with a form of its own."""
    found, wanted = queries.seat(problem_id, actor()), deeds.DEEDS[deed]
    one = found.problem
    form = wanted.form(data={"version": one.version})
    if isinstance(form, forms.PassForm):
        form.staff_id.choices = colleagues(actor().staff_id)
    if request.method == "GET" and wanted.move not in found.moves:
        raise Refused(service.NOT_HIS)
    if form.posted():
        try:
            wanted.verb(problem_id, form, actor())
            return hx.go(url_for(".listing", day=one.day.isoformat()))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "one": one, "wanted": wanted, "rules": rules}
    return hx.render(f"{FOLDER}/do.html", f"{FOLDER}/_do.html", status=form.status, **context)


@bp.get("/summary")
@requires(KEEP)
def summary() -> Response:
    """How often each kind came up, by week or by month."""
    form, rows = _summary()
    values = {name: request.args[name] for name in ("since", "until", "period") if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "rows": rows, "rules": rules, "values": values}
    return hx.render(f"{FOLDER}/summary.html", f"{FOLDER}/_summary.html", status=form.status, **context)


@bp.get("/summary.xlsx")
@requires(KEEP)
def sheet() -> Response:
    """The summary as a spreadsheet."""
    form, rows = _summary()
    if form.errors:
        abort(404)
    return export.answer(rows, form.since.data, form.until.data, by=actor())


def _summary() -> tuple[forms.SummaryForm, Any]:
    """The days as typed, this year's where none are, and the sums; none where the days are refused."""
    given = request.args if request.args.get("since") or request.args.get("until") else None
    form = forms.SummaryForm(formdata=given, meta={"csrf": False})
    if given is None:
        form.since.data, form.until.data = clock.today() - timedelta(days=90), clock.today()
        form.period.data = request.args.get("period") if request.args.get("period") in rules.PERIODS else rules.MONTH
    elif not form.validate():
        return form, []
    try:
        rules.check_span(form.since.data, form.until.data)
    except Refused as refused:
        form.refuse(refused)
        return form, []
    return form, queries.summary(form.since.data, form.until.data, form.period.data, actor())


def _list(entry: forms.EntryForm) -> Response:
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    readable = form.validate()
    day = (form.day.data if readable else None) or clock.today()
    form.day.data = day
    filters = queries.Filters(None if form.open.data else day, form.kind.data if readable else None)
    page = queries.listing(filters, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    context: dict[str, Any] = {
        "form": form, "entry": entry, "page": page, "values": values, "day": day, "paper": number_of(day),
        "around": queries.around(page.rows, actor()), "rules": rules, "may_complain": actor().may(TAKE.name),
        "before": day - timedelta(days=1), "after": day + timedelta(days=1), "today": clock.today(),
    }  # fmt: skip
    status = entry.status if entry.is_submitted() else form.status
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_problems.html", status=status, **context)
