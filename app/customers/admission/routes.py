"""Pages of admission: where a customer stands, who stands where, and what goes to the parent company."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from flask import Blueprint, abort, request, send_file, url_for
from werkzeug.wrappers import Response

from app import clock
from app.customers.admission import feature, queries, rules, service
from app.customers.admission.desk import desk_of
from app.customers.admission.feature import APPLY, DECIDE, SEE
from app.customers.admission.forms import DEEDS, ApplyForm, FiledForm, LiftForm, ProposeForm
from app.customers.admission.queries import Filters
from app.customers.files.feature import EXPORT
from app.customers.files.models import Customer
from app.customers.files.queries import file_of, file_to_change, owner_choices
from app.customers.papers import rules as paper_rules
from app.customers.papers.feature import KEEP, VERIFY_FINANCE, VERIFY_SALES
from app.domain.days import read_day
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.exchange.write import ExportColumn, write_xlsx
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.forms import Form
from app.web.guard import actor, may, requires
from app.web.language import say

bp = Blueprint("admission", __name__, url_prefix="/customers")
FOLDER = "customers/admission"
NAMES = ("q", "state", "owner", "after")
HEADINGS = (
    N_("Number"),
    N_("Customer number"),
    N_("Name"),
    N_("Category"),
    N_("Unified social credit code"),
    N_("Address"),
    N_("Admitted on"),
)


@bp.get("/admission/")
@requires(SEE)
def listing() -> Response:
    """The customers who ever applied, by where they stand."""
    args = request.args
    state = args.get("state")
    filters = Filters(
        args.get("q", "")[:60].strip(), state if state in rules.STATES else None, args.get("owner", type=read_id)
    )
    context: dict[str, Any] = {
        "page": queries.listing(filters, actor(), after=args.get("after")), "filters": filters,
        "owners": owner_choices(), "values": {name: args[name] for name in NAMES if args.get(name)},
        "law": rules, "rights": feature, "papers_kept": KEEP, "papers_sales": VERIFY_SALES,
        "papers_finance": VERIFY_FINANCE,
    }  # fmt: skip
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_admissions.html", **context)


@bp.get("/<int:customer_id>/admission")
@requires(SEE)
def of_customer(customer_id: int) -> Response:
    """Where one customer stands, and what the reader may do about it."""
    return _desk(file_of(customer_id, actor()), ApplyForm(endpoint="admission.apply"), LiftForm())


@bp.post("/<int:customer_id>/admission/apply")
@requires(APPLY)
def apply(customer_id: int) -> Response:
    """Ask sales, finance and the general manager to admit the customer."""
    form = ApplyForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.apply(customer_id, form.purpose.data, by=actor())
                work.result(_place(customer_id))
            return hx.go(_place(customer_id))
        except Refused as refused:
            form.refuse(refused)
    return _desk(file_to_change(customer_id, actor()), form, LiftForm(formdata=None))


@bp.post("/<int:customer_id>/admission/lift")
@requires(DECIDE)
def lift(customer_id: int) -> Response:
    """Lift a suspension."""
    form = LiftForm()
    if form.posted():
        try:
            service.lift(customer_id, form.version.data, form.reason.data, by=actor())
            return hx.go(_place(customer_id))
        except Refused as refused:
            form.refuse(refused)
    customer = file_to_change(customer_id, actor())
    return _desk(customer, ApplyForm(formdata=None, endpoint="admission.apply"), form)


@bp.route("/<int:customer_id>/admission/propose", methods=["GET", "POST"])
@requires(DECIDE)
def propose(customer_id: int) -> Response:
    """Propose to suspend a customer by hand, to lift that, or to disqualify him."""
    customer, one = file_to_change(customer_id, actor()), queries.admission_of(customer_id)
    form = ProposeForm(deed=request.args.get("deed"))
    form.deed.choices = [deed for deed in DEEDS if rules.may_follow(one.state if one else None, deed[0])]
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.propose(customer_id, form.deed.data, form.ground.data, form.reason.data, by=actor())
                work.result(_place(customer_id))
            return hx.go(_place(customer_id))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"form": form, "customer": customer}
    return hx.render(f"{FOLDER}/propose.html", f"{FOLDER}/_propose.html", status=form.status, **context)


@bp.post("/<int:customer_id>/admission/<any(started, reported, taken):what>")
@requires(APPLY, VERIFY_FINANCE)
def done(customer_id: int, what: str) -> Response:
    """Note that business has started, that the data was reported, or that finance has taken it over."""
    if not may(VERIFY_FINANCE if what == "taken" else APPLY):
        abort(404)  # the deed of another
    if Form().posted():
        service.done(customer_id, what, by=actor())
    return hx.go(_place(customer_id))


@bp.route("/admission/parent", methods=["GET", "POST"])
@requires(DECIDE)
def parent() -> Response:
    """Whom the parent company must be told of, and that it was told."""
    since, form = _since(), FiledForm(data={"day": clock.today()})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.file_with_parent(form.day.data, since, by=actor())
                work.result(url_for("admission.parent", since=since))
            return hx.go(url_for("admission.parent", since=since))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {
        "form": form, "rows": queries.for_the_parent(actor(), since), "since": since, "law": rules,
        "may_export": EXPORT,
    }  # fmt: skip
    return hx.render(f"{FOLDER}/parent.html", f"{FOLDER}/_parent.html", status=form.status, **context)


@bp.get("/admission/parent.xlsx")
@requires(EXPORT)
def parent_sheet() -> Response:
    """The same list as a workbook, which is written down before it leaves."""
    since = _since()
    rows = queries.for_the_parent(actor(), since)
    service.export_taken(len(rows), since, by=actor())
    columns = [ExportColumn(say(Text(one)), "text") for one in HEADINGS]
    title, stream = say(Text("Admitted customers")), io.BytesIO()
    write_xlsx(stream, columns, [_cells(row) for row in rows], title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {clock.today().isoformat()}.xlsx")


def _cells(row: Any) -> list[Any]:
    one = row.Customer
    admitted = clock.local(row.admitted_at).date().isoformat()
    return [row.Admission.number, one.number, one.name, one.category, one.uscc, one.address, admitted]


def _desk(customer: Customer, form: ApplyForm, lifting: LiftForm) -> Response:
    context: dict[str, Any] = {
        "desk": desk_of(customer, actor()), "customer": customer, "form": form, "lifting": lifting, "law": rules,
        "rules": paper_rules, "rights": feature, "finance": VERIFY_FINANCE,
    }  # fmt: skip
    status = form.status if form.status != 200 else lifting.status
    return hx.render(f"{FOLDER}/of_customer.html", f"{FOLDER}/_admission.html", status=status, **context)


def _since() -> date | None:
    try:
        return read_day(request.args.get("since", ""), clock.today())
    except Refused:
        return None


def _place(customer_id: int) -> str:
    return url_for("admission.of_customer", customer_id=customer_id)
