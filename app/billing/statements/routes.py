"""Settlement slips: drafting and posting, the list, one slip, delivery, corrections."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file, url_for
from flask_babel import get_locale
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from app import clock
from app.billing.exports import export_named, write_export
from app.billing.readings.rules import read_period
from app.billing.statements import queries, service
from app.billing.statements.corrections import correct as correct_slip
from app.billing.statements.delivery import deliver, deliver_month
from app.billing.statements.feature import (
    COLOURS,
    DELIVER,
    EXPORT,
    KINDS,
    POST,
    REVERSE,
    RUN,
    RUN_STATES,
    SEE,
    STATES,
    WAYS,
)
from app.billing.statements.forms import (
    CorrectionForm,
    DeliveryForm,
    FilterForm,
    MonthForm,
    PressForm,
    ReasonForm,
)
from app.billing.statements.models import Run
from app.billing.statements.rules import state_of
from app.billing.statements.view import SOURCES, affected_by, view_of
from app.billing.tariffs.pricelist import CATEGORIES
from app.domain.errors import Refused
from app.domain.text import Text
from app.jobs.queries import newest_of
from app.office.batches.sentences import sentence
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import LONGEST_ID
from app.web.guard import actor, may, requires

bp = Blueprint("statements", __name__, url_prefix="/billing/statements")

FOLDER = "billing/statements"
WORDS: dict[str, Any] = {"states": STATES, "colours": COLOURS, "kinds": KINDS, "categories": CATEGORIES, "ways": WAYS}


@bp.get("/")
@requires(SEE)
def index() -> Response:
    """The posted slips as filtered."""
    form = FilterForm(formdata=request.args)
    form.validate()
    wanted = {name: form[name].data for name in ("period", "category", "book", "state", "q")}
    filters = queries.Filters(clock.today(), **({} if form.errors else wanted))
    page = queries.statements_page(actor(), filters, after=request.args.get("after"))
    return _slips("index.html", page, form=form, values=_values(wanted), can_export=may(EXPORT))


@bp.get("/of-account/<int:account_id>")
@requires(SEE)
def of_account(account_id: int) -> Response:
    """The newest slips of an account, for its page."""
    return _tab(queries.slips_of(actor(), account_id=account_id))


@bp.get("/of-customer/<int:customer_id>")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """The newest slips of a customer, for its page."""
    return _tab(queries.slips_of(actor(), customer_id=customer_id))


@bp.get("/<int:statement_id>")
@requires(SEE)
def show(statement_id: int) -> Response:
    """One slip and why it is what it is."""
    view = view_of(actor(), statement_id, clock.today())
    context: dict[str, Any] = {"can_deliver": may(DELIVER), "can_reverse": may(REVERSE), "sources": SOURCES, **WORDS}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_statement.html", view=view, slip=view.slip, **context)


@bp.route("/<int:statement_id>/deliver", methods=["GET", "POST"])
@requires(DELIVER)
def deliver_one(statement_id: int) -> Response:
    """Record when this slip was handed over, or correct that day."""
    view = view_of(actor(), statement_id, clock.today())
    form = DeliveryForm(data={"delivered_on": clock.today(), "way": "door"})
    if form.posted():
        try:
            deliver([statement_id], delivered_on=form.delivered_on.data, way=form.way.data, by=actor())
            return hx.go(url_for("statements.show", statement_id=statement_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/deliver.html", f"{FOLDER}/_deliver.html", status=form.status, form=form, slip=view.slip)


@bp.route("/<int:statement_id>/correct", methods=["GET", "POST"])
@requires(REVERSE)
def correct(statement_id: int) -> Response:
    """Reverse this slip and, if wished, bill the reading again."""
    view = view_of(actor(), statement_id, clock.today())
    form = CorrectionForm(data={"replace": True})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                reason, replace = form.reason.data, form.replace.data
                made = correct_slip(statement_id, reason=reason, replace=replace, by=actor())
                url = url_for("statements.show", statement_id=made.replacement_id or made.reversal_id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "view": view, "slip": view.slip, "affected": affected_by(view.slip)}
    return hx.render(f"{FOLDER}/correct.html", f"{FOLDER}/_correct.html", status=form.status, **context)


@bp.route("/delivery", methods=["GET", "POST"])
@requires(DELIVER)
def delivery() -> Response:
    """Record deliveries book by book, or slip by slip of one book."""
    months = queries.billed_months()
    period = request.args.get("period") or (months[0] if months else "")
    book = request.args.get("book")
    form = DeliveryForm(data={"delivered_on": clock.today(), "way": "door"})
    if form.posted():
        try:
            _record(form, read_period(period), book)
            return hx.go(url_for("statements.delivery", period=period))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "period": period, "book": book, "months": months}
    context["books"] = queries.books_of(actor(), period)
    context["slips"] = queries.to_deliver(actor(), period, book) if book is not None else []
    return hx.render(f"{FOLDER}/delivery.html", f"{FOLDER}/_delivery.html", status=form.status, **context)


@bp.get("/export/<name>.<any(csv, xlsx):kind>")
@requires(EXPORT)
def export_file(name: str, kind: str) -> Response:
    """A list of a month as a file to keep; who took it stands in the history."""
    period, stream = read_period(request.args.get("period", "")), BytesIO()
    filename = f"{name}-{period}.{kind}"
    write_export(export_named(name, actor()), period, stream, filename, by=actor())
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=filename)


@bp.get("/runs")
@requires(SEE)
def runs() -> Response:
    """The runs, and the form that drafts a month."""
    months = queries.months_to_bill()
    return _runs(MonthForm(data={"period": months[0] if months else ""}))


@bp.post("/runs")
@requires(RUN)
def draft() -> Response:
    """Draft a month."""
    form = MonthForm()
    if form.posted():
        try:
            service.run_month(form.period.data, by=actor(), language=str(get_locale()))
            made = queries.newest_run(form.period.data)
            return hx.go(url_for("statements.run", run_id=made.id if made else 0))
        except Refused as refused:
            form.refuse(refused)
    return _runs(form)


@bp.get("/runs/<int:run_id>")
@requires(SEE)
def run(run_id: int) -> Response:
    """One run: how far it is, what it adds up to, and what a second person should look at."""
    return _run(run_id)


@bp.get("/runs/<int:run_id>/drafts")
@requires(SEE)
def drafts(run_id: int) -> Response:
    """The slips of a run."""
    zero = request.args.get("zero") == "1"
    found, after = queries.run(run_id), request.args.get("after")
    page = queries.drafts_page(actor(), found.id, zero=zero, after=after)
    values = _values({"run_id": run_id, "zero": request.args.get("zero"), "after": after})
    context: dict[str, Any] = {"run": found, "page": page, "zero": zero, "values": values, **WORDS}
    return hx.render(f"{FOLDER}/drafts.html", f"{FOLDER}/_drafts.html", **context)


@bp.post("/runs/<int:run_id>/draft")
@requires(RUN)
def draft_again(run_id: int) -> Response:
    """Draft the month again after readings were mended."""
    found = queries.run(run_id)
    service.run_month(found.period, by=actor(), language=str(get_locale()))
    return hx.go(url_for("statements.run", run_id=run_id))


@bp.post("/runs/<int:run_id>/post")
@requires(POST)
def post(run_id: int) -> Response:
    """Post the drafts of a run."""
    form = PressForm()
    try:
        service.post(run_id, by=actor(), language=str(get_locale()))
        return hx.go(url_for("statements.run", run_id=run_id))
    except Refused as refused:
        form.refuse(refused)
        return _run(run_id, form, refused.status)


@bp.route("/runs/<int:run_id>/discard", methods=["GET", "POST"])
@requires(RUN)
def discard(run_id: int) -> Response:
    """Throw the drafts of a run away."""
    form, found = ReasonForm(), queries.run(run_id)
    if form.posted():
        try:
            service.discard(run_id, reason=form.reason.data, by=actor(), language=str(get_locale()))
            return hx.go(url_for("statements.run", run_id=run_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/discard.html", f"{FOLDER}/_discard.html", status=form.status, form=form, run=found)


def _run(run_id: int, form: PressForm | None = None, status: int = 200) -> Response:
    found: Run = queries.run(run_id)
    if found.kind != "month":
        raise NoResultFound
    why_not = service.why_not_posted(found, actor())
    rights = {"can_run": may(RUN), "can_post": may(POST)}
    context: dict[str, Any] = {"run": found, "job": newest_of(f"run:{run_id}"), "why_not": why_not, **rights}
    problems = [(number, sentence(reason)) for number, reason in found.totals.get("problems", [])]
    return hx.render(
        f"{FOLDER}/run.html",
        f"{FOLDER}/_run.html",
        status=status,
        form=form or PressForm(),
        problems=problems,
        run_states=RUN_STATES,
        **context,
        **WORDS,
    )


def _runs(form: MonthForm) -> Response:
    page = queries.runs_page(after=request.args.get("after"))
    context: dict[str, Any] = {"form": form, "page": page, "can_run": may(RUN), "run_states": RUN_STATES}
    return hx.render(f"{FOLDER}/runs.html", f"{FOLDER}/_runs.html", status=form.status, values=_values({}), **context)


def _slips(template: str, page: Any, **context: Any) -> Response:
    rows = _with_states(page.rows)
    return hx.render(f"{FOLDER}/{template}", f"{FOLDER}/_slips.html", page=page, rows=rows, **context, **WORDS)


def _tab(found: Any) -> Response:
    rows = _with_states(found)
    return hx.render(f"{FOLDER}/of.html", f"{FOLDER}/_of.html", rows=rows, **WORDS)


def _with_states(rows: Any) -> list[tuple[Any, Any, str]]:
    today = clock.today()
    return [
        (slip, debt, state_of(slip.kind, taken, debt.outstanding, debt.due_on, today)) for slip, debt, taken in rows
    ]


def _values(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if value}
    return {**kept, **({"after": request.args["after"]} if request.args.get("after") else {})}


def _record(form: DeliveryForm, period: str, book: str | None) -> int:
    chosen = [int(one) for one in request.form.getlist("slip") if one.isdecimal() and len(one) <= LONGEST_ID]
    day, way = form.delivered_on.data, form.way.data
    if request.form.get("all"):
        return deliver_month(period, book=book, delivered_on=day, way=way, by=actor())
    if not chosen:
        raise Refused(Text("Tick the slips that were delivered, or choose the whole book."))
    return deliver(chosen, delivered_on=day, way=way, by=actor())
