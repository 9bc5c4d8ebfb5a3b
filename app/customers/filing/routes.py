"""The list of filings, one of them with what is done about it, a change reported, how punctual the office is."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.files.catalogue import completeness_of, needs_of
from app.customers.files.feature import EDIT, SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.queries import file_of, may_change, seen
from app.customers.files.rules import LABELS
from app.customers.filing import documents, exports, forms, noticing, punctuality, queries, rules, service
from app.customers.filing.feature import FILE, REMIND, SEE
from app.domain.days import add_months
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.queries.shown import shown
from app.office.staff.queries import colleagues, department_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.language import say

bp = Blueprint("filing", __name__, url_prefix="/customers")
FOLDER = "customers/filing"
FILTERS = ("shown", "kind", "department", "staff", "after")
WORDS: dict[str, Any] = {"kinds": rules.KINDS, "states": rules.STATES, "colours": rules.COLOURS}


@bp.get("/filing/")
@requires(SEE)
def listing() -> Response:
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    form.department.choices, form.staff.choices = department_choices(), colleagues()
    form.validate()
    wanted: dict[str, Any] = {name: None if form[name].errors else form[name].data for name in FILTERS[:-1]}
    wanted["shown"] = wanted["shown"] or queries.OVERDUE
    form.shown.data = wanted["shown"]
    return hx.render(
        f"{FOLDER}/listing.html",
        f"{FOLDER}/_filings.html",
        form=form,
        page=queries.listing(queries.Filters(**wanted), actor(), after=request.args.get("after")),
        values={name: text for name, text in request.args.items() if name in FILTERS},
        today=clock.today(),
        open_files=EDIT,
        **WORDS,
    )


@bp.get("/filing/<int:filing_id>")
@requires(SEE)
def show(filing_id: int) -> Response:
    return _page(filing_id)


@bp.post("/filing/<int:filing_id>/register")
@requires(FILE)
def register(filing_id: int) -> Response:
    form = forms.RegisterForm()
    if form.posted():
        try:
            service.register(filing_id, form.seen_version(), by=actor())
            return hx.go(url_for("filing.show", filing_id=filing_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(filing_id, register_form=form)


@bp.post("/filing/<int:filing_id>/remind")
@requires(REMIND)
def remind(filing_id: int) -> Response:
    form, here = forms.RemindForm(endpoint="filing.remind"), url_for("filing.show", filing_id=filing_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.remind(filing_id, form.seen_version(), form.words.data, by=actor())
                work.result(here)
            return hx.go(here)
        except Refused as refused:
            form.refuse(refused)
    return _page(filing_id, remind_form=form)


@bp.post("/filing/<int:filing_id>/drop")
@requires(FILE)
def drop(filing_id: int) -> Response:
    form = forms.DropForm()
    if form.posted():
        try:
            service.drop(filing_id, form.seen_version(), form.why.data or "", by=actor())
            return hx.go(url_for("filing.show", filing_id=filing_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(filing_id, drop_form=form)


@bp.get("/<int:customer_id>/filings")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    customer = file_of(customer_id, actor())
    page = queries.of_customer(customer_id, actor(), after=request.args.get("after"))
    context = {"customer": customer, "page": page, "today": clock.today(), **WORDS}
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_of_customer.html", **context)


@bp.route("/<int:customer_id>/report-change", methods=["GET", "POST"])
@requires(SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL)
def report_change(customer_id: int) -> Response:
    """Anybody who has the card tells of a change that he has heard of."""
    customer = seen(customer_id, actor()).customer
    form, here = forms.ReportForm(known_on=clock.today()), url_for("customers.show", customer_id=customer_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                known_on = form.known_on.data or clock.today()
                noticing.report_change(customer_id, form.what.data or "", known_on=known_on, by=actor())
                work.result(here)
            return hx.go(here)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "customer": customer}
    return hx.render(f"{FOLDER}/report.html", f"{FOLDER}/_report.html", status=form.status, **context)


@bp.get("/filing/punctuality")
@requires(SEE)
def month() -> Response:
    """How punctual filing was in a month (P-29)."""
    found = punctuality.report(_month(), actor())
    lines = punctuality.named(found, say(Text("Nobody's")))
    series = {
        say(Text("In time")): [line.opening_in_time + line.change_in_time for _, line in lines],
        say(Text("Late")): [line.opening_late + line.change_late for _, line in lines],
        say(Text("Still running")): [line.running for _, line in lines],
    }
    return hx.render(
        f"{FOLDER}/punctuality.html",
        f"{FOLDER}/_punctuality.html",
        report=found,
        lines=lines,
        series=series,
        columns=punctuality.COLUMNS,
        figures=documents.figures,
        paper=(documents.KEY, int(f"{found.month:%Y%m}")),
        before=add_months(found.month, -1),
        after=add_months(found.month, 1),
        chart_title=Text("Filings in time, late and still running by department"),
    )


@bp.get("/filing/punctuality.xlsx")
@requires(SEE)
def export() -> Response:
    found, stream = punctuality.report(_month(), actor()), BytesIO()
    exports.write(stream, found, by=actor())
    stream.seek(0)
    name = f"{say(Text('Punctuality of filing'))} {found.month:%Y-%m}.xlsx"
    return send_file(stream, as_attachment=True, download_name=name)


def _page(filing_id: int, **used: Any) -> Response:
    row = queries.one(filing_id, actor())
    customer = file_of(row.Filing.customer_id, actor())
    mine = may_change(actor(), customer.id)
    made = {
        "register_form": forms.RegisterForm(formdata=None),
        "remind_form": forms.RemindForm(formdata=None, endpoint="filing.remind"),
        "drop_form": forms.DropForm(formdata=None),
        **used,
    }
    for form in made.values():
        form.version.data, form.version.raw_data = str(row.Filing.version), None
    context = {
        "row": row, "filing": row.Filing, "customer": customer, "reminders": queries.reminders(filing_id),
        "deadline_shown": shown(queries.subject_of(filing_id)), "missing": completeness_of(customer).missing,
        "labels": LABELS, "late_now": row.Filing.state == rules.OPEN and row.Filing.due_on < clock.today(),
        "needs": needs_of(customer.kind, customer.category), "file": mine and may(FILE),
        "remind": mine and may(REMIND), **WORDS, **made,
    }  # fmt: skip
    status = max(form.status for form in made.values())
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_filing.html", status=status, **context)


def _month() -> date:
    typed = request.args.get("month", "")
    try:
        found = date.fromisoformat(f"{typed[:7]}-01")
    except ValueError:
        found = clock.today()
    return found.replace(day=1) if 1900 < found.year < 2200 else clock.today().replace(day=1)
